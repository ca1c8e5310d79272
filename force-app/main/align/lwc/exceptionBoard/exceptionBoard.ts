import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getBoard from '@salesforce/apex/ExceptionBoardController.getBoard';
import { repeatEvery } from 'c/lockstepRepetition';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import allKept from '@salesforce/label/c.Lockstep_Exception_Board_All_Kept';
import allKeptBody from '@salesforce/label/c.Lockstep_Exception_Board_All_Kept_Body';
import asOf from '@salesforce/label/c.Lockstep_Exception_Board_As_Of';
import loadFailed from '@salesforce/label/c.Lockstep_Exception_Board_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import marketing from '@salesforce/label/c.Lockstep_Exception_Board_Marketing';
import refresh from '@salesforce/label/c.Lockstep_Exception_Board_Refresh';
import sales from '@salesforce/label/c.Lockstep_Exception_Board_Sales';
import title from '@salesforce/label/c.Lockstep_Exception_Board_Title';

const FIVE_MINUTES = 5 * 60_000;

/** Who is out of the agreement now, on both sides, and for how long; the most harmful first. */
export default class ExceptionBoard extends LightningElement {
  labels = { allKept, allKeptBody, loadFailed, loading, marketing, refresh, sales, title };
  error?: unknown;
  board?: Apex.ExceptionBoard;
  private wiredBoard?: WireResult<Apex.ExceptionBoard>;
  private stopRefreshing?: () => void;

  @wire(getBoard)
  handleBoard(result: WireResult<Apex.ExceptionBoard>): void {
    this.wiredBoard = result;
    this.error = result.error;
    if (result.data) this.board = result.data;
  }

  override connectedCallback(): void {
    // New exceptions arise while the page is open.
    this.stopRefreshing = repeatEvery(FIVE_MINUTES, () => this.handleRefresh());
  }

  override disconnectedCallback(): void {
    this.stopRefreshing?.();
  }

  get isLoading(): boolean {
    return !this.board;
  }

  get isEmpty(): boolean {
    return this.board?.marketing?.length === 0 && this.board.sales?.length === 0;
  }

  get asOfText(): string {
    return this.board?.asOf ? fillLabel(asOf, absoluteTime(this.board.asOf)) : '';
  }

  handleRefresh(): void {
    if (this.wiredBoard) void refreshApex(this.wiredBoard);
  }
}
