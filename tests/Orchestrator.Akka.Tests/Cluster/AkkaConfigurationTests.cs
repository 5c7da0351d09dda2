using Akka.Configuration;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Cluster.Downing;

namespace Orchestrator.Akka.Tests.Cluster;

[Collection(nameof(ClusterCollection))]
public sealed class AkkaConfigurationTests : IDisposable
{
    private const string Provider = "akka.actor.provider = cluster\n";
    private readonly string _directory = Directory.CreateTempSubdirectory("akka-config").FullName;
    private readonly List<string> _set = [];

    public void Dispose()
    {
        foreach (var name in _set)
            Environment.SetEnvironmentVariable(name, null);
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void ControlPlane_EnvironmentSaysWhereAndWhom()
    {
        Set("ORCHESTRATOR_AKKA_HOST", "10.1.2.3");
        Set("ORCHESTRATOR_AKKA_PORT", "4100");
        Set("ORCHESTRATOR_AKKA_SEEDS", "10.1.2.4:4053, 10.1.2.5:4053");
        var config = Project("control-plane.conf").ToAkka();
        Assert.Equal("10.1.2.3", config.GetString("akka.remote.dot-netty.tcp.hostname"));
        Assert.Equal(4100, config.GetInt("akka.remote.dot-netty.tcp.port"));
        Assert.Equal(["control-plane"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal(
            ["akka.tcp://orchestrator@10.1.2.4:4053", "akka.tcp://orchestrator@10.1.2.5:4053"],
            config.GetStringList("akka.cluster.seed-nodes"));
        Assert.Equal(
            typeof(ControlPlaneDowning),
            Type.GetType(config.GetString("akka.cluster.downing-provider-class"), throwOnError: true));
        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"));
    }

    [Fact]
    public void SeedNode_WithoutEnvironment_IsItsOwnSeed()
    {
        Set("ORCHESTRATOR_AKKA_HOST", null);
        Set("ORCHESTRATOR_AKKA_PORT", null);
        Set("ORCHESTRATOR_AKKA_SEEDS", null);
        var config = Project("seed-node.conf").ToAkka();
        Assert.Equal(["akka.tcp://orchestrator@127.0.0.1:4053"], config.GetStringList("akka.cluster.seed-nodes"));
        Assert.False(config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
    }

    [Fact]
    public void SeedNode_OtherSeedsComeAfterItself_OverTlsWhenThatIsOn()
    {
        Set("ORCHESTRATOR_AKKA_HOST", "a.example");
        Set("ORCHESTRATOR_AKKA_PORT", null);
        Set("ORCHESTRATOR_AKKA_TLS", "on");
        Set("ORCHESTRATOR_AKKA_SEEDS", "b.example:4053");
        Assert.Equal(
            ["akka.ssl.tcp://orchestrator@a.example:4053", "akka.ssl.tcp://orchestrator@b.example:4053"],
            Project("seed-node.conf").ToAkka().GetStringList("akka.cluster.seed-nodes"));
    }

    [Fact]
    public void Worker_NamesItsNode()
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set("ORCHESTRATOR_AKKA_NODE", "worker-1");
        Assert.Equal(["node", "node/worker-1"], Project("worker.conf").ToAkka().GetStringList("akka.cluster.roles"));
    }

    [Fact]
    public void WayThatBroke_IsTriedAgain_BeforeWhoIsBehindItIsGivenUp()
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        var config = Project("control-plane.conf").ToAkka();
        Assert.True(
            config.GetTimeSpan("akka.remote.retry-gate-closed-for")
            < config.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause"));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("20s", 20)]
    [InlineData("2000ms", 2)]
    public void JournalIsLostAfter_AsTheEnvironmentSays(string? said, double seconds)
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set("ORCHESTRATOR_AKKA_JOURNAL_LOST_AFTER", said);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Project("control-plane.conf").JournalLostAfter);
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("soon")]
    [InlineData("infinite")]
    public void JournalIsLostAfter_TooSoonOrNever_IsRefused(string said)
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set("ORCHESTRATOR_AKKA_JOURNAL_LOST_AFTER", said);
        var error = Assert.Throws<AkkaConfigurationException>(() => Project("control-plane.conf"));
        Assert.Contains($"journal-lost-after = \"{said}\" must be", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 2, 2)]
    [InlineData("1s", "500ms", 1, 0.5)]
    [InlineData("250ms", "0s", 0.25, 0)]
    public void WaitsBeforeAnybodyIsGivenUp_AsTheEnvironmentSays(string? stable, string? minority, double s, double m)
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set("ORCHESTRATOR_AKKA_STABLE_AFTER", stable);
        Set("ORCHESTRATOR_AKKA_MINORITY_WAITS", minority);
        Assert.Equal(
            new DowningSettings(TimeSpan.FromSeconds(s), TimeSpan.FromSeconds(m)),
            DowningSettings.Of(Project("control-plane.conf").ToAkka()));
    }

    [Theory]
    [InlineData("STABLE_AFTER", "200ms", "stable-after = \"200ms\" must be a duration of 250 ms or more")]
    [InlineData("STABLE_AFTER", "soon", "stable-after = \"soon\" must be")]
    [InlineData("MINORITY_WAITS", "-1s", "minority-waits = \"-1s\" must be a duration of 0 or more")]
    [InlineData("MINORITY_WAITS", "infinite", "minority-waits = \"infinite\" must be")]
    public void WaitsThatCannotBe_AreRefused(string variable, string said, string told)
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set($"ORCHESTRATOR_AKKA_{variable}", said);
        var error = Assert.Throws<AkkaConfigurationException>(() => Project("control-plane.conf"));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_IsBoth_AndKnowsNobody()
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", null);
        Set("ORCHESTRATOR_AKKA_NODE", null);
        var single = Project("single.conf");
        Assert.Equal(["control-plane", "node", "node/node-1"], single.ToAkka().GetStringList("akka.cluster.roles"));
        Assert.Equal(["node-1"], single.NodeNames);
        Assert.False(single.HasSeeds);
    }

    [Fact]
    public void RequiredVariableIsMissing_IsSaidWithItsName()
    {
        Set("ORCHESTRATOR_AKKA_SEEDS", "a:4053");
        Set("ORCHESTRATOR_AKKA_NODE", null);
        var error = Assert.Throws<AkkaConfigurationException>(() => Project("worker.conf"));
        Assert.Contains("ORCHESTRATOR_AKKA_NODE", error.Message, StringComparison.Ordinal);
        Assert.Contains("worker.conf", error.Message, StringComparison.Ordinal);
        Assert.Contains("environment variable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileIsMissing_IsSaidWithItsPath()
    {
        var path = Path.Combine(_directory, "none.conf");
        var error = Assert.Throws<AkkaConfigurationException>(() => AkkaConfiguration.Load(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IncludedFileIsMissing_BothAreNamed()
    {
        var error = Assert.Throws<AkkaConfigurationException>(() => Load("include \"none.conf\"\n"));
        Assert.Contains("none.conf", error.Message, StringComparison.Ordinal);
        Assert.Contains("test.conf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAFileSaysAfterAnInclude_CountsMore()
    {
        Set("ORCHESTRATOR_AKKA_NOWHERE", null);
        Set("ORCHESTRATOR_AKKA_HOST", "from the environment");
        File.WriteAllText(
            Path.Combine(_directory, "common.conf"),
            "a.b = 1\na.b = ${?ORCHESTRATOR_AKKA_NOWHERE}\nc = 1\nc = ${?ORCHESTRATOR_AKKA_HOST}\nd = 1\nd = ${?ORCHESTRATOR_AKKA_HOST}\n");

        var config = Load(Provider + "include \"common.conf\"\na { b = 2 }\nc = 2\ne = ${d}\n").ToAkka();

        Assert.Equal((2, 2), (config.GetInt("a.b"), config.GetInt("c")));
        Assert.Equal("from the environment", config.GetString("e"));
    }

    [Theory]
    [InlineData("a brace too few", "akka { actor { provider = cluster }")]
    [InlineData("a brace too many", "akka.actor.provider = cluster }")]
    [InlineData("no value", "akka.actor.provider = cluster\nakka.x = [1, ")]
    [InlineData("not HOCON", "%&/()=?")]
    [InlineData("nothing", "")]
    [InlineData("not a cluster", "akka.actor.provider = local")]
    [InlineData("a seed without a port", Provider + "orchestrator.akka.seeds = \"a.example\"")]
    public void BadFile_IsRefused_WithItsName(string name, string text)
    {
        _ = name;
        var error = Assert.Throws<AkkaConfigurationException>(() => Load(text));
        Assert.Contains("test.conf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesAndKeysOfAllForms_ArriveAsTheyWereMeant()
    {
        Set("ORCHESTRATOR_AKKA_HOST", """C:\certs\"my" one.pfx""");
        var config = Load(Provider + """
            path = ${ORCHESTRATOR_AKKA_HOST}
            escaped = "a\\b \"c\" d"
            "Some.Type, Assembly" = json
            list = [1, "two", three four]
            empty = []
            gone = ${?ORCHESTRATOR_AKKA_NOWHERE}
            time = 1500 ms
            """).ToAkka();
        Assert.Equal("""C:\certs\"my" one.pfx""", config.GetString("path"));
        Assert.Equal("""a\b "c" d""", config.GetString("escaped"));
        var type = config.AsEnumerable().Single(field => field.Key.Contains("Some.Type", StringComparison.Ordinal));
        Assert.Equal("json", type.Value.GetString());
        Assert.Equal(["1", "two", "three four"], config.GetStringList("list"));
        Assert.Empty(config.GetStringList("empty"));
        Assert.False(config.HasPath("gone"));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), config.GetTimeSpan("time"));
    }

    [Fact]
    public void With_CountsFirst()
    {
        var config = Load(Provider + "a { b = 1, c = 2 }").With("a.b = 3").ToAkka();
        Assert.Equal(3, config.GetInt("a.b"));
        Assert.Equal(2, config.GetInt("a.c"));
    }

    private static AkkaConfiguration Project(string file) =>
        AkkaConfiguration.Load(Path.Combine(TestCluster.ConfigDirectory, file));

    private AkkaConfiguration Load(string text)
    {
        var path = Path.Combine(_directory, "test.conf");
        File.WriteAllText(path, text);
        return AkkaConfiguration.Load(path);
    }

    private void Set(string name, string? value)
    {
        _set.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
