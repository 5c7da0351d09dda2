namespace Orchestrator.Store.Journals;

/// <summary>A segment as it is stored: see <see cref="SegmentFormat"/>.</summary>
public sealed record SegmentRow(SegmentId Id, ReadOnlyMemory<byte> Payload);
