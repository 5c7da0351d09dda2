namespace Orchestrator.Hosting.Clusters;

/// <summary>What members are for.</summary>
public static class ClusterRoles
{
    /// <summary>Can run the control plane's tree, the controllers and the scheduler.</summary>
    public const string ControlPlane = "control-plane";

    /// <summary>Runs kubelets.</summary>
    public const string Node = "node";

    /// <summary>Before the name of a Node whose kubelet the member runs: <c>node/worker-1</c>.</summary>
    public const string NodePrefix = "node/";

    /// <summary>A control plane whose journal no other can open.</summary>
    public const string OwnJournal = "own-journal";
}
