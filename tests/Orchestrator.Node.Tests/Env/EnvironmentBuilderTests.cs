using System.Text;

namespace Orchestrator.Node.Tests.Env;

public sealed class EnvironmentBuilderTests
{
    [Fact]
    public void Sources_AreReadExpandedAndOrderedAsTheKubeletDoes()
    {
        var node = new SimulatedNode();
        node.Api.Put(new ConfigMap
        {
            Metadata = new() { Namespace = "default", Name = "settings" },
            Data = ValueMap.Of(("LEVEL", "info"), ("MODE", "fast"))
        });
        node.Api.Put(new Secret
        {
            Metadata = new() { Namespace = "default", Name = "keys" },
            Data = ValueMap.Of(("token", new Bytes(Encoding.UTF8.GetBytes("s3cret"))))
        });

        node.Put(TestPods.Bound("web", TestPods.App with
        {
            Command = ["web", "--level=$(C_LEVEL)"],
            Args = ["$(IP)"],
            EnvFrom = [new() { Prefix = "C_", ConfigMapRef = new() { Name = "settings" } }],
            Env =
            [
                new() { Name = "C_MODE", Value = "slow" },
                new() { Name = "IP", ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIP" } } },
                new() { Name = "TOKEN", ValueFrom = new() { SecretKeyRef = new() { Name = "keys", Key = "token" } } },
                new() { Name = "GONE",
                    ValueFrom = new() { SecretKeyRef = new() { Name = "none", Key = "k", Optional = true } } },
                new() { Name = "URL", Value = "http://$(IP)/$(C_MODE)" },
            ],
        }));

        var created = Assert.Single(node.Runtime.Created);
        Assert.Equal(["web", "--level=info", "10.64.0.1"], created.Argv);
        Assert.Equal(
            ["C_LEVEL=info", "C_MODE=slow", "IP=10.64.0.1", "TOKEN=s3cret", "URL=http://10.64.0.1/slow"],
            created.Env.Select(e => $"{e.Key}={e.Value}"));
    }

    [Fact]
    public void MissingKey_IsToldInTheKubeletsWords()
    {
        var node = new SimulatedNode();
        node.Api.Put(new ConfigMap { Metadata = new() { Namespace = "default", Name = "settings" } });

        node.Put(TestPods.Bound("web", TestPods.App with
        {
            Env = [new() { Name = "A",
                ValueFrom = new() { ConfigMapKeyRef = new() { Name = "settings", Key = "a" } } }],
        }));

        Assert.Equal("couldn't find key a in ConfigMap default/settings", node.Status("web").State.Waiting!.Message);
    }

    [Fact]
    public void Mounts_AreToldByVariables_WithOneWarning()
    {
        var node = new SimulatedNode();

        node.Put(TestPods.Bound("web",
            TestPods.App with { VolumeMounts = [new() { Name = "my-data", MountPath = "/data", SubPath = "a" }] })
            .With(spec => spec with { Volumes = [new() { Name = "my-data", EmptyDir = new() }] }));

        Assert.Contains(
            new KeyValuePair<string, string>("ORCHESTRATOR_MOUNT_MY_DATA", "/volumes/my-data/a"),
            Assert.Single(node.Runtime.Created).Env);
        node.Wait(2);
        Assert.Contains("$ORCHESTRATOR_MOUNT_MY_DATA", Assert.Single(node.Events("MountPathNotVisible")),
            StringComparison.Ordinal);
    }
}
