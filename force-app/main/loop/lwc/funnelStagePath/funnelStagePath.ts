import { LightningElement, api } from 'lwc';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import { calendarDuration, dayText } from 'c/handOffWorkingTime';
import ahead from '@salesforce/label/c.Lockstep_Loop_Path_Ahead';
import notStarted from '@salesforce/label/c.Lockstep_Loop_Path_Not_Started';
import spent from '@salesforce/label/c.Lockstep_Loop_Path_Spent';
import standsHere from '@salesforce/label/c.Lockstep_Loop_Path_Now';
import title from '@salesforce/label/c.Lockstep_Loop_Path_Title';
import visited from '@salesforce/label/c.Lockstep_Loop_Path_Visited';
import visits from '@salesforce/label/c.Lockstep_Loop_Path_Visits';

interface Step {
  readonly key: string;
  readonly name: string | null;
  readonly meaning: string | null;
  readonly itemClass: string;
  readonly icon: string | null;
  readonly word: string;
  readonly current: 'step' | null;
  readonly when: string | null;
  readonly whenExactly: string | null;
}

/** The stages of the funnel in their order, with the dates of those that the person entered and the one where they stand. */
export default class FunnelStagePath extends LightningElement {
  @api steps: readonly Apex.FunnelPathStep[] = [];

  labels = { notStarted, title };

  get hasSteps(): boolean {
    return this.steps.length > 0;
  }

  get isNotStarted(): boolean {
    return this.steps.every((step) => !step.enteredAt);
  }

  get lines(): Step[] {
    return this.steps.map((step) => this.lineOf(step));
  }

  private lineOf(step: Apex.FunnelPathStep): Step {
    const state = step.current ? 'current' : step.enteredAt ? 'visited' : 'ahead';
    const when = step.enteredAt && dayText(step.enteredAt);
    return {
      key: step.stageId ?? step.name ?? '',
      name: step.name,
      meaning: step.meaning,
      itemClass: `step step_${state}`,
      icon: { current: 'utility:user', visited: 'utility:check', ahead: null }[state],
      word: { current: standsHere, visited, ahead }[state],
      current: step.current ? 'step' : null,
      when: when && (step.visits ?? 0) > 1 ? fillLabel(visits, when, step.visits ?? 0) : when,
      whenExactly: step.enteredAt && fillLabel(spent, absoluteTime(step.enteredAt), calendarDuration(Math.round(step.minutes ?? 0)))
    };
  }
}
