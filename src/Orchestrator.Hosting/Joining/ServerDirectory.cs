using System.Net;
using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.Hosting.Joining;

/// <summary>Keeps the addresses of the API servers as the Endpoints <c>kubernetes</c> in default tell them.</summary>
/// <remarks>Where it joined stays among them, last: it may be a balancer's, or the only one that is reached from
/// here.</remarks>
internal sealed class ServerDirectory(
    SharedInformers informers, ApiServers servers, Uri joinedAt, Action<IReadOnlyList<Uri>> changed)
    : Actor<ServersHeard>
{
    private IDisposable? _subscription;

    public override ValueTask OnStartAsync()
    {
        var self = Self;
        var scope = new InformerScope("default", FieldSelector: "metadata.name=kubernetes");
        _subscription = informers.For(Api.Kinds.ApiKinds.Of<Endpoints>(), scope)
            .Subscribe(batch => self.Tell(new ServersHeard(batch)));
        return default;
    }

    public override ValueTask OnMessageAsync(ServersHeard message)
    {
        foreach (var change in message.Batch.Changes)
        {
            if (change.New is not Endpoints endpoints)
                continue;
            var known = ServersIn(endpoints, joinedAt);
            if (known.SequenceEqual(servers.Known))
                continue;
            servers.Replace(known);
            changed(known);
        }
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        _subscription?.Dispose();
        return default;
    }

    /// <summary>The addresses to go to, never none. Loopback ones are another machine's, unless this one joined at
    /// one.</summary>
    internal static IReadOnlyList<Uri> ServersIn(Endpoints endpoints, Uri joinedAt)
    {
        var known = new List<Uri>();
        foreach (var subset in endpoints.Subsets)
        {
            var port = subset.Ports.FirstOrDefault(candidate => candidate.Name is null or "" or "https");
            if (port is null)
                continue;
            foreach (var address in subset.Addresses)
            {
                if (IPAddress.TryParse(address.IP, out var ip) && (joinedAt.IsLoopback || !IPAddress.IsLoopback(ip)))
                    known.Add(new Uri($"https://{new IPEndPoint(ip, port.Port)}"));
            }
        }
        if (!known.Contains(joinedAt))
            known.Add(joinedAt);
        return known;
    }
}

/// <summary>What the informer told.</summary>
internal sealed record ServersHeard(InformerBatch Batch);
