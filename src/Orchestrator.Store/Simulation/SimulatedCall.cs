using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Simulation;

/// <summary>One call to a simulated disk: first its effect, later its answer; a crash may come before, between or
/// after.</summary>
/// <param name="effect">What it does; its exception is the answer.</param>
/// <param name="torn">What a crash may leave of it.</param>
internal sealed class SimulatedCall(Action effect, Action torn)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDone;
    private Exception? _error;

    public Task Completion => _completion.Task;

    public void TakeEffect()
    {
        if (_isDone)
            return;
        _isDone = true;
        try
        {
            effect();
        }
        catch (JournalException error)
        {
            _error = error;
        }
    }

    public void Complete()
    {
        if (_error is null)
            _completion.TrySetResult();
        else
            _completion.TrySetException(_error);
    }

    public void Crash(bool isKept)
    {
        if (!_isDone && isKept)
        {
            try
            {
                torn();
            }
            catch (JournalException)
            {
                // Refused, such as a second row at one position: then nothing of it is kept, and nobody is left to be
                // told.
            }
        }
        _isDone = true;
        _completion.TrySetException(new JournalException("the simulated process died"));
    }
}
