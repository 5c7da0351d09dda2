using System.Security.Cryptography.X509Certificates;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Joining;

/// <summary>The way into a cluster: finds it, or knows it from an earlier start, and gets each node its
/// certificate.</summary>
internal sealed class ClusterEntry(NodeJoinOptions options, JoinedDirectory directory)
{
    private const int RequestsAtOnce = 16;

    /// <summary>What the directory is to be from now on, and its nodes.</summary>
    /// <exception cref="JoinException">It cannot join.</exception>
    public async Task<(JoinedState State, IReadOnlyList<NodeIdentity> Nodes)> EnterAsync(
        CancellationToken cancellation)
    {
        var known = directory.Load();
        if (known is not null)
            CheckSame(known);
        var names = NamesOf(options, known);
        var nodes = names
            .Select((node, i) => new NodeIdentity(
                node, new(directory.CertificateOf(node, i)), new(directory.ServingCertificateOf(node, i)), options))
            .ToList();
        // Of a join that was broken off there may be certificates, and nothing that says whose.
        var missing = known is null ? nodes : [.. nodes.Where(node => !IsUsable(node))];
        if (known is not null && missing.Count == 0)
            return (known with { Nodes = options.Nodes, Runtime = $"{options.Runtime}" }, nodes);
        var cluster = await DiscoverAsync(known, missing[0], cancellation);
        var state = known ?? new JoinedState(
            cluster.Pin, Text(cluster.Server), [Text(cluster.Server)], names[0], options.Nodes, "");
        await BootstrapAsync(cluster, state, missing, cancellation);
        return (state with { Nodes = options.Nodes, Runtime = $"{options.Runtime}" }, nodes);
    }

    /// <summary>What the nodes of this process are called.</summary>
    /// <param name="known">Null before the first join.</param>
    /// <exception cref="JoinException">No node can be called so.</exception>
    public static IReadOnlyList<string> NamesOf(NodeJoinOptions options, JoinedState? known)
    {
        try
        {
            return NodeNaming.Of(known?.NodeName ?? options.NodeName, options.Nodes);
        }
        catch (ArgumentException wrong)
        {
            throw new JoinException($"{wrong.Message}: choose another name with --node-name", wrong);
        }
    }

    /// <summary>A server's address as it is kept: without a slash at its end.</summary>
    public static string Text(Uri server) => server.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private void CheckSame(JoinedState known)
    {
        var root = directory.Layout.Root;
        if (Pins() is { Count: > 0 } pins && !pins.Contains(known.Cluster))
        {
            throw new JoinException(
                $"{root} is a node of another cluster, {known.Cluster}: orchestrator reset --data {root} first, "
                + "or name another directory with --data");
        }
        if (options.NodeName is { } name && NodeNaming.Normal(name) != known.NodeName)
        {
            throw new JoinException(
                $"{root} is the node {known.NodeName}: join as that one, or name another directory with --data");
        }
    }

    private static bool IsUsable(NodeIdentity node) =>
        node.Certificate.Current is { } certificate && certificate.NotAfter > DateTime.Now;

    private async Task<DiscoveredCluster> DiscoverAsync(
        JoinedState? known, NodeIdentity first, CancellationToken cancellation)
    {
        var server = options.Server ?? (known is null ? null : new Uri(known.Server));
        if (server is null || options.Token is null)
        {
            var lacks = first.Certificate.Current is { } ended
                ? $"the certificate of node {first.Name} ended at {ended.NotAfter.ToUniversalTime():u}"
                : $"node {first.Name} has no certificate";
            throw new JoinException(
                $"{lacks}: join with the command that \"orchestrator token create --print-join-command\" prints "
                + "where the cluster runs");
        }
        var pins = known is not null && options.CaCertHashes.Count == 0 ? [known.Cluster] : Pins();
        return await DiscoverAsync(server, options.Token, pins, cancellation);
    }

    /// <summary>The cluster that the options mean, once it has shown that it is.</summary>
    /// <exception cref="JoinException">It is not, or cannot be reached, or an option is missing.</exception>
    public static Task<DiscoveredCluster> DiscoverAsync(NodeJoinOptions options, CancellationToken cancellation)
    {
        if (options.Server is null || options.Token is null)
        {
            throw new JoinException(
                "the address of an API server and --token are missing: \"orchestrator token create "
                + "--print-join-command\" where the cluster runs prints them");
        }
        return DiscoverAsync(options.Server, options.Token, PinsOf(options), cancellation);
    }

    private static async Task<DiscoveredCluster> DiscoverAsync(
        Uri server, string token, List<string> pins, CancellationToken cancellation)
    {
        if (pins.Count == 0)
            throw new JoinException("--ca-cert-hash is missing: the token alone does not tell whom to trust");
        return await new ClusterDiscovery(server, TokenOf(token), pins, TimeProvider.System).FindAsync(cancellation);
    }

    private async Task BootstrapAsync(
        DiscoveredCluster cluster, JoinedState state, List<NodeIdentity> missing, CancellationToken cancellation)
    {
        directory.SaveAuthority(cluster.AuthorityPem);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(cluster.AuthorityPem);
        using var api = new HttpApiClient(new(cluster.Server)
        {
            Authorities = authorities,
            Token = BearerToken.Of(options.Token!),
            UserAgent = "orchestrator-join",
        });
        try
        {
            await Parallel.ForEachAsync(
                missing,
                new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellation },
                async (node, token) =>
                {
                    // One that was this directory's and whose certificate ended comes back under its name.
                    if (node.Certificate.Current is null)
                        await CheckFreeAsync(api, node.Name, token);
                    await node.RenewAsync(api, SystemEntropy.Instance, token);
                });
        }
        catch (StatusException error) when (error.Code is 401 or 403)
        {
            throw new JoinException(
                $"the cluster at {state.Server} refuses the token: {error.Message}. Make one with "
                + "\"orchestrator token create --print-join-command\" where the cluster runs", error);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            throw new JoinException($"the cluster at {state.Server} could not be joined: {error.Message}", error);
        }
    }

    private static async Task CheckFreeAsync(IApiClient api, string name, CancellationToken cancellation)
    {
        try
        {
            var node = await api.GetAsync<NodeObject>(new("", name), cancellation);
            if (node.Status.Conditions.FirstOrDefault(c => c.Type == "Ready")?.Status != "True")
                return;
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return;
        }
        throw new JoinException(
            $"a node named {name} is in the cluster and is Ready: choose another name with --node-name, or stop that "
            + $"one and \"kubectl delete node {name}\"");
    }

    private List<string> Pins() => PinsOf(options);

    private static List<string> PinsOf(NodeJoinOptions options) =>
        [.. options.CaCertHashes.Select(text => AuthorityPin.Parse(text)
        ?? throw new JoinException($"--ca-cert-hash takes sha256: and 64 hex digits, not '{text}'"))];

    private static BootstrapToken TokenOf(string text) => BootstrapToken.Parse(text)
        ?? throw new JoinException(
            "--token takes abcdef.0123456789abcdef: six letters and digits, a dot, sixteen more");
}
