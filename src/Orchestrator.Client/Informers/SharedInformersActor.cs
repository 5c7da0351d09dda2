using Orchestrator.Actors;

namespace Orchestrator.Client;

/// <summary>Parent of the reflectors of one <see cref="SharedInformers"/>; a crashed one restarts alone.</summary>
public sealed class SharedInformersActor(SharedInformers informers, IApiClient api) : Actor<SharedInformersMessage>
{
    private readonly Dictionary<Informer, IActorRef> _reflectors = [];
    private int _started;

    public override ValueTask OnStartAsync()
    {
        foreach (var informer in informers.Known())
            Start(informer);
        return default;
    }

    public override ValueTask OnMessageAsync(SharedInformersMessage message)
    {
        switch (message)
        {
            case StartInformer m:
                Start(m.Informer);
                break;
            case StopInformer m when _reflectors.Remove(m.Informer, out var reflector):
                Context.Stop(reflector);
                break;
        }
        return default;
    }

    private void Start(Informer informer)
    {
        // One message and the walk at the start may name the same informer.
        if (_reflectors.ContainsKey(informer))
            return;
        var kind = informer.Kind;
        var group = kind.Gvk.Group.Length == 0 ? "" : "." + kind.Gvk.Group;
        var name = $"{kind.Plural}{group}-{++_started}";
        _reflectors[informer] = Context.Spawn(name, () => new Reflector(api, informer));
    }
}
