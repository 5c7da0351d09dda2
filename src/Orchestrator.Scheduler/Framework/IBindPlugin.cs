namespace Orchestrator.Scheduler.Framework;

/// <summary>Writes the decision to the API.</summary>
public interface IBindPlugin
{
    /// <exception cref="Api.Errors.StatusException">Refused: nothing happened.</exception>
    /// <exception cref="Client.ApiUnreachableException">No answer: it may have happened.</exception>
    ValueTask BindAsync(PodInfo pod, string nodeName, CancellationToken cancellation);
}
