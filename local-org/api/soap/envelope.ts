import { OrgException } from '../../errors';
import { bodyText } from '../http/body';
import type { OpenCall } from '../http/call';
import { content, type ApiReply } from '../http/reply';
import { asRefusal } from '../http/errors';
import type { XmlContent, XmlElement, XmlFields } from './xml';
import { child, elements, escapeXml, isTrue, parseXml } from './xml';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const XML_TYPE = 'text/xml; charset=utf-8';

/** A SOAP call: the operation with its parameters, and the session its header carries. */
export interface SoapCall {
  readonly operation: XmlElement;
  readonly sessionId: string | undefined;
  /** The `AllOrNoneHeader`; without it, each record succeeds or fails on its own. */
  readonly allOrNone: boolean;
}

/** @throws OrgException XML_PARSER_ERROR for anything but an envelope with one operation */
export function readSoapCall(call: OpenCall): SoapCall {
  const root = parseXml(bodyText(call.body, call.headers['content-type']));
  const operation = child(root, 'Body')?.children[0];
  if (root.name !== 'Envelope' || root.uri !== ENVELOPE || !operation) {
    throw new OrgException('XML_PARSER_ERROR', 'The document is not a SOAP envelope with an operation in its body');
  }
  const header = child(root, 'Header');
  return {
    operation,
    sessionId: child(header, 'SessionHeader', 'sessionId')?.text.trim(),
    allOrNone: isTrue(child(header, 'AllOrNoneHeader', 'allOrNone'))
  };
}

const envelope = (namespace: string, header: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${ENVELOPE}" xmlns="${namespace}" xmlns:sf="urn:fault.partner.soap.sforce.com" ` +
  `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${header}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** The answer to an operation: `<{name}Response><result>…`, several of them for a list. @param header fields of the SOAP header, if any */
export function soapReply(namespace: string, operation: string, result: XmlContent, header?: XmlFields): ApiReply {
  const soapHeader = header ? `<soapenv:Header>${elements(header)}</soapenv:Header>` : '';
  const body = `<${operation}Response>${result === null ? '' : elements({ result })}</${operation}Response>`;
  return content(200, XML_TYPE, envelope(namespace, soapHeader, body));
}

/** A refusal as a SOAP fault: HTTP 500, code and message both in the text, as the platform does. */
export function soapFault(error: unknown): ApiReply {
  const { errorCode: code, message } = asRefusal(error);
  const fault =
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${escapeXml(`${code}: ${message}`)}</faultstring>` +
    `<detail><sf:UnexpectedErrorFault><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${escapeXml(message)}</sf:exceptionMessage>` +
    `</sf:UnexpectedErrorFault></detail></soapenv:Fault>`;
  return content(500, XML_TYPE, envelope('urn:fault.partner.soap.sforce.com', '', fault));
}
