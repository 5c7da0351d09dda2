using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Framework;

public sealed class PodRequestsTests
{
    private static readonly Container Sidecar = Container("sidecar", "50m", "10Mi") with { RestartPolicy = "Always" };

    public static TheoryData<string, Container[], Container[], long> Cases => new()
    {
        { "one container", [], [Container("a", "100m")], 100 },
        { "containers add up", [], [Container("a", "100m"), Container("b", "250m")], 350 },
        { "a larger init container wins", [Container("i", "1")], [Container("a", "100m")], 1000 },
        { "a smaller init container is nothing", [Container("i", "50m")], [Container("a", "100m")], 100 },
        { "inits run one by one", [Container("i", "150m"), Container("j", "200m")], [Container("a", "100m")], 200 },
        { "a sidecar adds to the containers", [Sidecar], [Container("a", "100m")], 150 },
        { "a sidecar adds to the init after it", [Sidecar, Container("i", "300m")], [Container("a", "100m")], 350 },
        { "a sidecar adds not to the init before it", [Container("i", "300m"), Sidecar], [Container("a", "100m")], 300 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cpu_IsAsKubernetesCountsIt(string name, Container[] init, Container[] containers, long expected)
    {
        var spec = new PodSpec { InitContainers = [.. init], Containers = [.. containers] };

        Assert.True(expected == PodRequests.Of(spec).MilliCpu, name);
    }

    [Fact]
    public void Overhead_ComesOnTop()
    {
        var spec = new PodSpec { Containers = [Container("a", "100m", "1Mi")], Overhead = Amounts("20m", "1Mi") };

        var requests = PodRequests.Of(spec);

        Assert.Equal(120, requests.MilliCpu);
        Assert.Equal(2 * 1024 * 1024, requests.Memory);
    }

    [Fact]
    public void MissingRequests_CountWithDefaults_OnlyForScoring()
    {
        var spec = new PodSpec { Containers = [Container("a"), Container("b", "1")] };

        Assert.Equal(1000, PodRequests.Of(spec).MilliCpu);
        Assert.Equal(1100, PodRequests.NonZero(spec).MilliCpu);
        Assert.Equal(2 * PodRequests.DefaultMemory, PodRequests.NonZero(spec).Memory);
    }
}
