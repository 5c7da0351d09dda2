namespace Orchestrator.Store.Journals;

/// <summary>One segment of a snapshot, by the leadership that wrote it and a number within; never used twice.</summary>
public readonly record struct SegmentId(long Epoch, long Number);
