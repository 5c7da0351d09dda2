using Orchestrator.Store.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>All that a journal's tables held at one instant.</summary>
/// <param name="Rows">In the order in which the database took them.</param>
/// <param name="Manifest">Null before the first snapshot.</param>
/// <param name="Segments">Those that are stored, named by the manifest or not.</param>
internal sealed record JournalContents(
    IReadOnlyList<JournalRow> Rows, ManifestRow? Manifest, IReadOnlyList<SegmentRow> Segments);
