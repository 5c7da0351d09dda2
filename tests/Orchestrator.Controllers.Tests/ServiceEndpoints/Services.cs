using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Tests.ServiceEndpoints;

/// <summary>Builders of Services and the Pods behind them.</summary>
internal static class Services
{
    public static readonly DateTimeOffset Since = DateTimeOffset.UnixEpoch.AddDays(1);

    public static Service Service(string name = "web", params ServicePort[] ports) => new()
    {
        Metadata = new()
        {
            Namespace = "default",
            Name = name,
            Uid = "uid-" + name,
            Labels = ValueMap.Of(("team", "a")),
        },
        Spec = new()
        {
            Selector = Workloads.Labels,
            ClusterIP = "127.96.0.10",
            IPFamilies = ["IPv4"],
            Ports = ports.Length == 0 ? [Port("http", 80, 8080)] : [.. ports],
        },
    };

    public static ServicePort Port(string name, int port, IntOrString target) =>
        new() { Name = name, Port = port, TargetPort = target, Protocol = "TCP" };

    public static Pod Pod(int number, bool ready = true, bool terminating = false, int containerPort = 8080)
    {
        var pod = Workloads.Pod($"p{number:D4}").Ready(Since, $"127.64.{number / 250}.{1 + number % 250}");
        if (!ready)
            pod = pod with { Status = pod.Status with { Conditions = [] } };
        if (terminating)
            pod = pod with { Metadata = pod.Metadata with { DeletionTimestamp = Since } };
        var port = new ContainerPort { Name = "web", ContainerPortValue = containerPort, Protocol = "TCP" };
        return pod with { Spec = pod.Spec with { Containers = [new Container { Name = "c", Ports = [port] }] } };
    }
}
