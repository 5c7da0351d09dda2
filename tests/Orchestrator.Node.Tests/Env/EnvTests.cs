using Orchestrator.Node.Env;

namespace Orchestrator.Node.Tests.Env;

public sealed class VariableExpansionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$(A)-$(B)", "1-two words")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$(NONE)", "$(NONE)")]
    [InlineData("$(A", "$(A")]
    [InlineData("$A $", "$A $")]
    [InlineData("a$(A)b$(A)", "a1b1")]
    public void Text_IsExpandedAsKubernetesDoes(string text, string expected) =>
        Assert.Equal(expected,
            VariableExpansion.Expand(text, name => name switch { "A" => "1", "B" => "two words", _ => null }));
}

public sealed class FieldPathsTests
{
    private static readonly NodeAddressing Node = new("127.0.0.1", Quantity.Of(4), Quantity.Parse("8Gi"));

    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.labels['app']", "hello")]
    [InlineData("metadata.labels", "app=\"hello\"\ntier=\"a\\\"b\"")]
    [InlineData("metadata.annotations['none']", "")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("status.podIP", "127.64.0.9")]
    [InlineData("status.hostIP", "127.0.0.1")]
    [InlineData("spec.containers", null)]
    public void Path_IsFound(string path, string? expected)
    {
        var pod = TestPods.Bound("web");
        pod = pod with { Metadata = pod.Metadata with { Labels = ValueMap.Of(("app", "hello"), ("tier", "a\"b")) } };

        Assert.Equal(expected, FieldPaths.Find(pod, path, "127.64.0.9", Node));
    }

    [Theory]
    [InlineData("requests.cpu", "1", "1")]
    [InlineData("requests.cpu", "1m", "250")]
    [InlineData("limits.memory", "1Mi", "64")]
    [InlineData("limits.cpu", "1", "4")]
    [InlineData("nonsense", "1", null)]
    public void Resource_IsDividedAndRoundedUp(string resource, string divisor, string? expected)
    {
        var container = TestPods.App with
        {
            Resources = new()
            {
                Requests = ValueMap.Of(("cpu", Quantity.Parse("250m"))),
                Limits = ValueMap.Of(("memory", Quantity.Parse("64Mi"))),
            },
        };

        Assert.Equal(expected, ResourceFields.Find(
            TestPods.Bound("web", container), container,
                new() { Resource = resource, Divisor = Quantity.Parse(divisor) }, Node));
    }
}

public sealed class ServiceLinksTests
{
    [Fact]
    public void Service_GivesHostPortAndLinks()
    {
        var service = new Service
        {
            Metadata = new() { Name = "my-db" },
            Spec = new() { ClusterIP = "127.96.0.7", Ports = [new() { Name = "sql", Port = 5432, Protocol = "TCP" }] },
        };

        var links = ServiceLinks.Of(
            [service, new() { Metadata = new() { Name = "none" }, Spec = new() { ClusterIP = "None" } }],
            OwnPorts.Instance)
            .Select(link => $"{link.Key}={link.Value}");

        Assert.Equal(
            [
                "MY_DB_SERVICE_HOST=127.96.0.7",
                "MY_DB_SERVICE_PORT=5432",
                "MY_DB_SERVICE_PORT_SQL=5432",
                "MY_DB_PORT=tcp://127.96.0.7:5432",
                "MY_DB_PORT_5432_TCP=tcp://127.96.0.7:5432",
                "MY_DB_PORT_5432_TCP_PROTO=tcp",
                "MY_DB_PORT_5432_TCP_PORT=5432",
                "MY_DB_PORT_5432_TCP_ADDR=127.96.0.7",
            ],
            links);
    }

    /// <summary>Two clusters on one machine: the second one's API is not at 443, where the first one's is.</summary>
    [Fact]
    public void ServiceThatIsServedElsewhere_IsNamedWhereItAnswers()
    {
        var service = new Service
        {
            Metadata = new() { Name = "kubernetes", Namespace = "default" },
            Spec = new() { ClusterIP = "127.96.0.1", Ports = [new() { Name = "https", Port = 443, Protocol = "TCP" }] },
        };

        var links = ServiceLinks.Of([service], new Elsewhere()).Select(link => $"{link.Key}={link.Value}");

        Assert.Equal(
            [
                "KUBERNETES_SERVICE_HOST=127.96.0.1",
                "KUBERNETES_SERVICE_PORT=8443",
                "KUBERNETES_SERVICE_PORT_HTTPS=8443",
                "KUBERNETES_PORT=tcp://127.96.0.1:8443",
                "KUBERNETES_PORT_443_TCP=tcp://127.96.0.1:8443",
                "KUBERNETES_PORT_443_TCP_PROTO=tcp",
                "KUBERNETES_PORT_443_TCP_PORT=8443",
                "KUBERNETES_PORT_443_TCP_ADDR=127.96.0.1",
            ],
            links);
    }

    private sealed class Elsewhere : IServedPorts
    {
        public int PortOf(ObjectKey service, string address, int port, string protocol)
        {
            Assert.Equal((new ObjectKey("default", "kubernetes"), "127.96.0.1", "TCP"), (service, address, protocol));
            return port + 8000;
        }
    }
}
