using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Snapshots;

/// <summary>A range of keys that is written as one piece: from its first key to the next segment's.</summary>
/// <param name="Id">Where it is stored.</param>
/// <param name="FirstKey">Its lower bound; the first segment counts from the lowest key there can be.</param>
/// <param name="Bytes">Size of its objects.</param>
internal sealed record Segment(SegmentId Id, string FirstKey, int Bytes);
