using Orchestrator.Api;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>Values held for one write, until it is known whether the write took them.</summary>
/// <remarks>A write that failed with an unknown outcome keeps its values until the store has written something later:
/// by then
/// the outcome has been told.</remarks>
internal class Reservation(KubeObject value) : IDisposable
{
    private bool _isUnknown;
    private long? _writtenAt;

    /// <summary>The object with its values filled in.</summary>
    public KubeObject Value { get; } = value;

    public void BeginWrite() => _isUnknown = true;

    /// <param name="result">Null: it is certain that nothing was written.</param>
    public void EndWrite(WriteResult? result)
    {
        _isUnknown = false;
        _writtenAt = result is { Succeeded: true } ? result.Revision : null;
    }

    public void Dispose() => Settle(_isUnknown ? long.MaxValue : _writtenAt);

    /// <summary>Gives the values back once the store has told of a revision: null now, <c>long.MaxValue</c> the next
    /// one.</summary>
    protected virtual void Settle(long? revision)
    {
    }
}
