namespace Orchestrator.Cli.Echo;

/// <summary>Who answers: from the environment that the Pod's fieldRefs fill.</summary>
public sealed record EchoIdentity(string Pod, string Node, string Address)
{
    public static EchoIdentity FromEnvironment() => new(
        Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName,
        Environment.GetEnvironmentVariable("NODE_NAME") ?? "no node",
        Environment.GetEnvironmentVariable("POD_IP") ?? "no address");

    public override string ToString() => $"Hello from {Pod} on {Node} at {Address}\n";
}
