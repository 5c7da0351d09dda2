using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>The API server as an address in the cluster: serves calls of <see cref="RemoteApiClient"/>s.</summary>
/// <remarks>
/// <code>
///   var admission = new ClusterAdmission(cluster);
///   cluster.Akka.ActorOf(ApiServerGate.Props(core.ClientFor, admission.Admit), ApiServerGate.Name);
/// </code>
/// It believes where a call comes from, as the members of a cluster trust each other: remoting must be closed to
/// others.
/// </remarks>
public sealed class ApiServerGate : CallGate
{
    /// <summary>Under which a gate is found: <c>/user/api-server</c>.</summary>
    public const string Name = "api-server";

    private readonly Func<UserIdentity, IApiClient> _clients;
    private readonly Func<Address, UserIdentity, ApiStatus?> _admission;

    private ApiServerGate(
        Func<UserIdentity, IApiClient> clients, Func<Address, UserIdentity, ApiStatus?> admission,
        RemoteApiOptions options)
        : base(options)
    {
        _clients = clients;
        _admission = admission;
    }

    /// <summary>A gate that believes every caller whom it acts for.</summary>
    /// <param name="clients">The API under an identity; may refuse one with a <see cref="StatusException"/>.</param>
    public static Props Props(Func<UserIdentity, IApiClient> clients, RemoteApiOptions? options = null) =>
        Props(clients, static (_, _) => null, options);

    /// <param name="clients">The API under an identity; may refuse one with a <see cref="StatusException"/>.</param>
    /// <param name="admission">Whether a call from this actor system may be made for this user: null, or why
    /// not.</param>
    public static Props Props(
        Func<UserIdentity, IApiClient> clients, Func<Address, UserIdentity, ApiStatus?> admission,
        RemoteApiOptions? options = null) =>
        global::Akka.Actor.Props.CreateBy(new Produced<ApiServerGate>(
            () => new ApiServerGate(clients, admission, options ?? RemoteApiOptions.Default)));

    private protected override ServedWork Accept(ReadOnlySpan<byte> header, Address caller)
    {
        var call = CallHeaderCodec.Read(header);
        if (_admission(caller, call.User) is { } refusal)
            throw Statuses.From(refusal);
        return new ServedWork(
            call.ToString(), call.IsRead, (body, over) => ServedCallRunner.RunAsync(_clients, call, body, over));
    }
}
