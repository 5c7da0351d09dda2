using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Client.Tests.Suite;

/// <summary>What every <see cref="IApiClient"/> reads at paths below an object, whatever lies between it and the
/// server.</summary>
public abstract class SubresourceReadSuite
{
    /// <summary>Of a server that has the namespace <c>default</c>.</summary>
    protected abstract IApiClient Api { get; }

    private static string Unique([System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        test.Replace('_', '-').ToLowerInvariant();

    [Fact]
    public async Task Scale_OfADeployment_IsAScale()
    {
        var made = await Api.CreateAsync(new Deployment
        {
            Metadata = new() { Namespace = "default", Name = Unique() },
            Spec = new() { Replicas = 3, Selector = Selector, Template = Template },
        });

        var scale = Assert.IsType<Scale>(await Api.GetAsync(ApiKinds.Of<Deployment>(), made.Key, null, "scale"));

        Assert.Equal((made.Key, made.Uid, made.ResourceVersion), (scale.Key, scale.Uid, scale.ResourceVersion));
        Assert.Equal((3, 0, "app=web"), (scale.Spec.Replicas, scale.Status.Replicas, scale.Status.Selector));
        Assert.Equal(scale, await Api.GetScaleAsync<Deployment>(made.Key));
    }

    [Fact]
    public async Task Scale_OfAReplicaSet_TellsWhatItHasToo()
    {
        var made = await Api.CreateAsync(new ReplicaSet
        {
            Metadata = new() { Namespace = "default", Name = Unique() },
            Spec = new() { Replicas = 4, Selector = Selector, Template = Template },
        });
        await Api.UpdateStatusAsync(made with { Status = new() { Replicas = 2 } });

        var scale = await Api.GetScaleAsync<ReplicaSet>(made.Key);

        Assert.Equal((4, 2, "app=web"), (scale.Spec.Replicas, scale.Status.Replicas, scale.Status.Selector));
    }

    [Fact]
    public async Task ReadScale_WrittenBack_ScalesUnlessSomebodyElseWrote()
    {
        var kind = ApiKinds.Of<Deployment>();
        var made = await Api.CreateAsync(new Deployment
        {
            Metadata = new() { Namespace = "default", Name = Unique() },
            Spec = new() { Replicas = 1, Selector = Selector, Template = Template },
        });
        var scale = await Api.GetScaleAsync<Deployment>(made.Key);

        var scaled = await Api.UpdateAsync(kind, scale with { Spec = new() { Replicas = 2 } }, "scale");

        Assert.Equal(scaled, await Api.GetScaleAsync<Deployment>(made.Key));
        var stale = await RefusedAsync(
            () => Api.UpdateAsync(kind, scale with { Spec = new() { Replicas = 9 } }, "scale"));
        Assert.True(stale.IsConflict);
        Assert.Equal(2, (await Api.GetAsync<Deployment>(made.Key)).Spec.Replicas);
    }

    [Fact]
    public async Task Status_AndNoSubresource_AreTheWholeObject()
    {
        var kind = ApiKinds.Of<ReplicaSet>();
        var made = await Api.CreateAsync(new ReplicaSet
        {
            Metadata = new() { Namespace = "default", Name = Unique() },
            Spec = new() { Replicas = 1, Selector = Selector, Template = Template },
        });

        Assert.Equal(made, await Api.GetAsync(kind, made.Key, null, "status"));
        Assert.Equal(made, await Api.GetAsync(kind, made.Key, made.ResourceVersion, "status"));
        Assert.Equal(made, await Api.GetAsync(kind, made.Key, null, ""));
        Assert.Equal(made, await Api.GetAsync(kind, made.Key));
    }

    [Fact]
    public async Task LeadersClient_ReadsAsWell()
    {
        var made = await Api.CreateAsync(new ReplicaSet
        {
            Metadata = new() { Namespace = "default", Name = Unique() },
            Spec = new() { Replicas = 1, Selector = Selector, Template = Template },
        });
        var led = Api.WithLeader(new LeaderToken(new("kube-system", "gone"), "uid", "holder", 1));

        Assert.Equal(1, (await led.GetScaleAsync<ReplicaSet>(made.Key)).Spec.Replicas);
    }

    [Theory]
    [InlineData("a kind without it", "configmaps", "scale", 404)]
    [InlineData("a path that no kind has", "pods", "nonsense", 404)]
    [InlineData("a path that is only posted to", "pods", "binding", 405)]
    [InlineData("a text", "pods", "log", 400)]
    public async Task Unreadable_IsRefused(string what, string plural, string subresource, int code)
    {
        _ = what;
        var kind = ApiKinds.Find("", "v1", plural)!;

        var refusal = await RefusedAsync(() => Api.GetAsync(kind, new("default", "any"), null, subresource));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task ScaleOfNothing_IsNotFound()
    {
        var refusal = await RefusedAsync(async () => await Api.GetScaleAsync<Deployment>(new("default", "absent")));

        Assert.True(refusal.IsNotFound);
        Assert.Equal("deployments.apps \"absent\" not found", refusal.Message);
    }

    private static LabelSelector Selector => new() { MatchLabels = ValueMap.Of(("app", "web")) };

    private static PodTemplateSpec Template => new()
    {
        ObjectMeta = new() { Labels = ValueMap.Of(("app", "web")) },
        Spec = new() { Containers = [new() { Name = "main", Image = "app:1" }] },
    };

    private static async Task<StatusException> RefusedAsync(Func<ValueTask<KubeObject>> call) =>
        await Assert.ThrowsAsync<StatusException>(async () => await call());
}
