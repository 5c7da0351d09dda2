namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>A write that a client was told is done.</summary>
/// <param name="Key">Such as <c>/registry/configmaps/default/a</c>.</param>
/// <param name="Revision">The revision it was told; 0: it was told only that the object is there.</param>
internal sealed record AcknowledgedWrite(string Key, long Revision);
