using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Testing;

namespace Orchestrator.Api.Tests.Core.V1;

public class PodDefaultsTests
{
    [Theory]
    [InlineData("app", "Always")]
    [InlineData("app:latest", "Always")]
    [InlineData("app:1", "IfNotPresent")]
    [InlineData("registry:5000/app", "Always")]
    [InlineData("registry:5000/app:1", "IfNotPresent")]
    [InlineData("app@sha256:0123", "IfNotPresent")]
    [InlineData("app:latest@sha256:0123", "Always")]
    public void PullPolicy_FollowsTheTag(string image, string policy)
    {
        var pod = Samples.Read<Pod>(Samples.Pod.Replace("app:1", image));
        Assert.Equal(policy, Samples.Created(pod).Spec.Containers[0].ImagePullPolicy);
    }

    [Fact]
    public void Default_FullPod_IsKubernetes()
    {
        var pod = Samples.Read<Pod>(
            """
            {"metadata":{"name":"full","namespace":"default"},"spec":{
              "serviceAccount":"robot",
              "volumes":[{"name":"e"},{"name":"s","secret":{"secretName":"s"}},{"name":"c","configMap":{"name":"c"}},
                {"name":"d","downwardAPI":{"items":[{"path":"l","fieldRef":{"fieldPath":"metadata.labels"}}]}},
                {"name":"p","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}},
                {"name":"h","hostPath":{"path":"/x"}},{"name":"i","image":{"reference":"a:1"}}],
              "initContainers":[{"name":"init","image":"i"}],
              "containers":[{"name":"app","image":"app","ports":[{"containerPort":80}],
                "env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
                "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}},
                "livenessProbe":{"httpGet":{"port":80}},"readinessProbe":{"grpc":{"port":1}},
                "lifecycle":{"preStop":{"httpGet":{"port":80}}}}]}}
            """);
        Golden.Json("defaults-pod-full.json", JsonCodec.Write(Samples.Created(pod)));
    }

    [Theory]
    [InlineData("{}", "BestEffort")]
    [InlineData("""{"requests":{"cpu":"1"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}""", "Burstable")]
    [InlineData("""{"requests":{"example.com/x":"1"},"limits":{"example.com/x":"1"}}""", "BestEffort")]
    public void Create_QosClass_FollowsResources(string resources, string expected)
    {
        var json = Samples.Pod.Replace("\"image\"", $"\"resources\":{resources},\"image\"");
        Assert.Equal(expected, Samples.Created(Samples.Read<Pod>(json)).Status.QOSClass);
    }

    [Fact]
    public void Create_MatchLabelKeys_BecomeRequirements()
    {
        var pod = Samples.Read<Pod>(
            """
            {"metadata":{"name":"a","namespace":"b","labels":{"hash":"1","tier":"web"}},"spec":{"containers":[{"name":"a","image":"a"}],
              "affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"zone",
                "labelSelector":{"matchLabels":{"app":"a"}},"matchLabelKeys":["hash","absent"],"mismatchLabelKeys":["tier"]}]}}}}
            """);
        var term = Samples.Created(pod).Spec.Affinity!.PodAffinity!.RequiredDuringSchedulingIgnoredDuringExecution[0];
        Assert.Equal(
            ["hash In 1", "tier NotIn web"],
            term.LabelSelector!.MatchExpressions.Select(r => $"{r.Key} {r.Operator} {r.Values[0]}"));
    }

    [Fact]
    public void Create_Gated_SaysSo()
    {
        var pod = Samples.Read<Pod>(Samples.Pod);
        pod = Samples.Created(pod with
        {
            Spec = pod.Spec with { SchedulingGates = [new PodSchedulingGate { Name = "example.com/g" }] },
        });
        Assert.Equal(("PodScheduled", "SchedulingGated"), (pod.Status.Conditions[0].Type, pod.Status.Conditions[0].Reason));
    }

    [Theory]
    [InlineData(null, "Pending", 0)]
    [InlineData("node-1", "Running", 30)]
    [InlineData("node-1", "Succeeded", 0)]
    public void GracePeriod_OnlyWhereSomethingRuns(string? node, string phase, long seconds)
    {
        var pod = Samples.Created(Samples.Read<Pod>(Samples.Pod));
        pod = pod with { Spec = pod.Spec with { NodeName = node }, Status = pod.Status with { Phase = phase } };
        Assert.Equal(seconds, Samples.Kind("pods").DefaultGracePeriodSeconds(pod));
    }
}
