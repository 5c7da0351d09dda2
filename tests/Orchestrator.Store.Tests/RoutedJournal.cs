using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>A journal behind a way that a test cuts: calls fail at once, as where a connection is refused, or do not
/// end before the way is whole again, as where packets are dropped.</summary>
internal sealed class RoutedJournal(IJournal inner) : PassingJournal(inner)
{
    private volatile Task _whole = Task.CompletedTask;
    private TaskCompletionSource? _mended;

    /// <summary>What calls fail with; null: they do not.</summary>
    public Func<JournalException>? Refusal { get; set; }

    public void Cut(bool dropsPackets)
    {
        if (!dropsPackets)
        {
            Refusal = static () => new JournalException("the way to the journal is cut");
            return;
        }
        _mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _whole = _mended.Task;
    }

    public void Mend()
    {
        Refusal = null;
        _mended?.TrySetResult();
    }

    /// <summary>Connections over a way that drops packets close when their calls end.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _whole;
        await base.DisposeAsync();
    }

    protected override async ValueTask PassAsync(CancellationToken cancellation)
    {
        await _whole.WaitAsync(cancellation);
        if (Refusal is { } refusal)
            throw refusal();
    }
}
