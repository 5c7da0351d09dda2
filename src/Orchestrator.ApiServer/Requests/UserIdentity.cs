using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Requests;

/// <summary>Who makes a request: a user's name and the groups it belongs to.</summary>
public sealed record UserIdentity(string Name, ValueList<string> Groups)
{
    public const string MastersGroup = "system:masters";
    public const string NodesGroup = "system:nodes";
    public const string AuthenticatedGroup = "system:authenticated";
    public const string UnauthenticatedGroup = "system:unauthenticated";
    public const string NodePrefix = "system:node:";

    /// <summary>What tells this user from others of the same name, over time; empty where nothing does.</summary>
    public string Uid { get; init; } = "";

    /// <summary>What the authenticator knows besides.</summary>
    public ValueMap<ValueList<string>> Extra { get; init; }

    public static UserIdentity Anonymous { get; } = new("system:anonymous", [UnauthenticatedGroup]);

    /// <summary>The server itself: what bootstrap writes.</summary>
    public static UserIdentity ApiServer { get; } = Of("system:apiserver", MastersGroup);

    public static UserIdentity Scheduler { get; } = Of("system:kube-scheduler");

    public static UserIdentity ControllerManager { get; } = Of("system:kube-controller-manager");

    public static UserIdentity KubeProxy { get; } = Of("system:kube-proxy");

    public static UserIdentity Node(string name) => Of(NodePrefix + name, NodesGroup);

    /// <summary>An authenticated user.</summary>
    public static UserIdentity Of(string name, params ReadOnlySpan<string> groups)
    {
        string[] all = [.. groups, AuthenticatedGroup];
        return new(name, all.ToValueList());
    }

    public bool IsIn(string group)
    {
        foreach (var mine in Groups)
        {
            if (mine == group)
                return true;
        }
        return false;
    }

    /// <summary>The node this user is the kubelet of; null for anyone else.</summary>
    public string? NodeName() =>
        Name.StartsWith(NodePrefix, StringComparison.Ordinal) && IsIn(NodesGroup) ? Name[NodePrefix.Length..] : null;
}
