namespace Orchestrator.Node.Runtime;

/// <summary>What a sandbox is made for.</summary>
public sealed record SandboxConfig(string PodUid, string Namespace, string Name);

/// <summary>A Pod's place on the node: its address and the home of its containers.</summary>
/// <param name="Ip">The Pod's address, without prefix length.</param>
public sealed record Sandbox(string PodUid, string Namespace, string Name, string Ip, DateTimeOffset CreatedAt);

/// <summary>A sandbox and its containers as the runtime sees them at one moment.</summary>
public sealed record RuntimePod(Sandbox Sandbox, IReadOnlyList<RuntimeContainer> Containers)
{
    /// <summary>The newest attempt of a container; null when there is none.</summary>
    public RuntimeContainer? Newest(string name)
    {
        foreach (var container in Containers)
        {
            if (container.Name == name)
                return container;
        }
        return null;
    }

    /// <summary>The attempt before the newest; null when none is kept.</summary>
    public RuntimeContainer? Previous(string name)
    {
        var seen = false;
        foreach (var container in Containers)
        {
            if (container.Name != name)
                continue;
            if (seen)
                return container;
            seen = true;
        }
        return null;
    }
}
