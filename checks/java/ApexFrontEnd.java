import apex.jorje.data.Locatable;
import apex.jorje.data.Location;
import apex.jorje.semantic.common.EmptySymbolProvider;
import apex.jorje.semantic.common.TestAccessEvaluator;
import apex.jorje.semantic.common.TestQueryValidators;
import apex.jorje.semantic.compiler.ApexCompiler;
import apex.jorje.semantic.compiler.CodeUnit;
import apex.jorje.semantic.compiler.CompilationInput;
import apex.jorje.semantic.compiler.CompilerStage;
import apex.jorje.semantic.compiler.SourceFile;
import apex.jorje.semantic.compiler.sfdc.CompilerProgressCallback;
import apex.jorje.services.exception.CompilationException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Runs Salesforce's Apex compiler front end over the files given and prints one line per error:
 * file, line, column, key of the message and the message, with tabs between.
 */
public final class ApexFrontEnd {
    private static final String MESSAGES = "/messages_en_US.properties";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+\\}");

    public static void main(String[] files) throws Exception {
        List<SourceFile> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(SourceFile.builder().setBody(Files.readString(Path.of(file))).setKnownName(file).build());
        }
        CompilationInput input = new CompilationInput(
            sources,
            EmptySymbolProvider.get(),
            new TestAccessEvaluator(),
            new TestQueryValidators.Noop(),
            null,
            progress()
        );
        ApexCompiler compiler = ApexCompiler.builder().setInput(input).build();
        compiler.compile(CompilerStage.VALIDATE);
        Map<String, Pattern> messages = messagePatterns();
        for (CodeUnit unit : compiler.getCodeUnits()) {
            for (CompilationException error : unit.getErrors().get()) {
                print(unit.getSourceFile().getKnownName(), error, messages);
            }
        }
        System.out.println("checked\t" + compiler.getCodeUnits().size());
    }

    /** A callback that lets the compiler continue. */
    private static CompilerProgressCallback progress() {
        InvocationHandler goOn = (proxy, method, arguments) -> method.getReturnType() == boolean.class ? Boolean.TRUE : null;
        ClassLoader loader = ApexFrontEnd.class.getClassLoader();
        return (CompilerProgressCallback) Proxy.newProxyInstance(loader, new Class<?>[] { CompilerProgressCallback.class }, goOn);
    }

    private static void print(String file, CompilationException error, Map<String, Pattern> messages) {
        Location at = ((Locatable) error).getLoc();
        String message = error.getError().replaceAll("\\s+", " ");
        System.out.println(
            String.join("\t", file, String.valueOf(at.getLine()), String.valueOf(at.getColumn()), keyOf(message, messages), message)
        );
    }

    /** The key whose text the message has; the one with the longest text of its own where several fit. */
    private static String keyOf(String message, Map<String, Pattern> messages) {
        return messages
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue().matcher(message).matches())
            .max(Comparator.comparingInt(entry -> entry.getValue().pattern().length()))
            .map(Map.Entry::getKey)
            .orElse("unknown");
    }

    private static Map<String, Pattern> messagePatterns() throws Exception {
        Properties texts = new Properties();
        texts.load(ApexCompiler.class.getResourceAsStream(MESSAGES));
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (String key : texts.stringPropertyNames()) {
            // Two apostrophes stand for one where a text has placeholders.
            String text = texts.getProperty(key).replace("''", "'").replaceAll("\\s+", " ");
            StringBuilder pattern = new StringBuilder();
            for (String part : PLACEHOLDER.split(text, -1)) {
                if (pattern.length() > 0) pattern.append(".*");
                pattern.append(Pattern.quote(part));
            }
            patterns.put(key, Pattern.compile(pattern.toString()));
        }
        return patterns;
    }
}
