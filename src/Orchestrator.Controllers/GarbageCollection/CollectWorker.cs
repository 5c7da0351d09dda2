using Orchestrator.Actors;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Does one task at a time for the <see cref="GarbageCollector"/>, which gives it the next when it has
/// answered.</summary>
internal sealed class CollectWorker(Collector collector, Action<string, CollectResult> answer) : Actor<GarbageTask>
{
    public override async ValueTask OnMessageAsync(GarbageTask message)
    {
        try
        {
            answer(message.Object.Uid, await collector.RunAsync(message, Ended));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The collector is stopping; the next one builds its graph anew.
        }
    }
}
