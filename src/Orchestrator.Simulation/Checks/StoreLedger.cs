namespace Orchestrator.Simulation.Checks;

/// <summary>Every write the store took, with its answer. What was acknowledged is in the history for ever.</summary>
internal sealed class StoreLedger(
    Chronicle chronicle, LeadershipLedger leaderships, Verdicts verdicts, SimulatedTime clock)
{
    /// <summary>On a disk that is well.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private readonly List<(WriteCommand Command, Task<WriteResult> Answer, TimeSpan Begun)> _open = [];

    public void Add(WriteCommand command, Task<WriteResult> answer) => _open.Add((command, answer, clock.Elapsed));

    /// <summary>Holds what was answered since the last call against the history.</summary>
    public void Check()
    {
        foreach (var (command, answer, _) in _open)
        {
            if (answer.IsCompletedSuccessfully && answer.Result.Succeeded)
                CheckKept(command, answer.Result);
        }
        _open.RemoveAll(write => write.Answer.IsCompleted);
    }

    /// <summary>A process died, the store's or a client's: those who wait there take no answer any more.</summary>
    public void ProcessDied() => _open.RemoveAll(write => !write.Answer.IsCompleted);

    /// <summary>A process that stopped in order has answered everybody.</summary>
    public void CheckNobodyWaits()
    {
        foreach (var (command, _, _) in _open)
            verdicts.Violated($"the store stopped in order and never answered the write of {command.Key}");
    }

    /// <summary>At rest nobody waits long.</summary>
    public void CheckAllAnswered()
    {
        foreach (var (command, _, begun) in _open)
        {
            if (clock.Elapsed - begun > AnswerMax)
                verdicts.Violated($"the write of {command.Key} was never answered");
        }
    }

    private void CheckKept(WriteCommand command, WriteResult result)
    {
        var record = chronicle.At(result.Revision);
        if (record is null || record.Key != command.Key
            || (record.Type == WatchEventType.Deleted) != (command.Value is null)
            || (command.Value is { } value && value.Metadata.Uid != record.Uid))
            verdicts.Violated($"{command.Key} was acknowledged at {result.Revision}, where the history has {record}");
        leaderships.Check(command, result.Revision);
    }
}
