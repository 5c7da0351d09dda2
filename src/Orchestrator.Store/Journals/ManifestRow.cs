namespace Orchestrator.Store.Journals;

/// <summary>A snapshot's list of segments as it is stored: see <see cref="ManifestFormat"/>.</summary>
/// <param name="Epoch">The leadership that writes it: refused once that is sealed.</param>
/// <param name="Revision">The revision the snapshot shows.</param>
/// <param name="Payload">The bytes.</param>
public sealed record ManifestRow(long Epoch, long Revision, ReadOnlyMemory<byte> Payload);
