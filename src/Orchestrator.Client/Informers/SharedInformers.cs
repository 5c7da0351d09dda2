using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client;

/// <summary>One cache per kind and scope, however many components of this tree read it.</summary>
/// <remarks>Callable from anywhere. The first who asks for a kind starts its list and watch.</remarks>
public sealed class SharedInformers
{
    private readonly Lock _gate = new();
    private readonly List<Informer> _informers = [];
    private readonly Dictionary<(GroupVersionKind, InformerScope), Informer> _byScope = [];
    private readonly Dictionary<Type, Informer> _byType = [];
    private IActorRef<SharedInformersMessage>? _actor;

    private SharedInformers()
    {
    }

    /// <summary>The actor that feeds them; stop it, or its tree, to end every watch.</summary>
    public IActorRef Actor => _actor!;

    /// <summary>Starts a set as a tree of its own.</summary>
    public static SharedInformers Spawn(IActorSystem system, string name, IApiClient api)
    {
        var informers = new SharedInformers();
        informers._actor = system.Spawn(name, () => new SharedInformersActor(informers, api));
        return informers;
    }

    /// <summary>Starts a set as a child: it ends with the incarnation that started it.</summary>
    public static SharedInformers Spawn<TMessage>(IActorContext<TMessage> context, string name, IApiClient api)
    {
        var informers = new SharedInformers();
        informers._actor = context.Spawn(name, () => new SharedInformersActor(informers, api));
        return informers;
    }

    /// <summary>The informer of a built-in kind, all namespaces; starts it when it is the first use.</summary>
    public Informer For<T>()
        where T : KubeObject
    {
        lock (_gate)
        {
            if (_byType.TryGetValue(typeof(T), out var informer))
                return informer;
            return _byType[typeof(T)] = For(ApiKinds.Of<T>());
        }
    }

    public Informer For(KindDefinition kind, InformerScope? scope = null)
    {
        scope ??= InformerScope.All;
        lock (_gate)
        {
            if (_byScope.TryGetValue((kind.Gvk, scope), out var known))
                return known;
            var informer = new Informer(kind, scope);
            _byScope[(kind.Gvk, scope)] = informer;
            _informers.Add(informer);
            _actor?.Tell(new StartInformer(informer));
            return informer;
        }
    }

    /// <summary>Ends the watch of a kind that is no longer served and forgets its objects.</summary>
    public void Stop(KindDefinition kind, InformerScope? scope = null)
    {
        lock (_gate)
        {
            if (!_byScope.Remove((kind.Gvk, scope ?? InformerScope.All), out var informer))
                return;
            _informers.Remove(informer);
            if (_byType.GetValueOrDefault(kind.ObjectType) == informer)
                _byType.Remove(kind.ObjectType);
            _actor?.Tell(new StopInformer(informer));
        }
    }

    public Lister<T> Lister<T>()
        where T : KubeObject => new(For<T>());

    /// <summary>In the order of their first use.</summary>
    internal Informer[] Known()
    {
        lock (_gate)
            return [.. _informers];
    }
}
