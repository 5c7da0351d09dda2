using System.Net;
using Orchestrator.ApiServer.Requests;
using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Hosting;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Flows;

/// <summary>One Pod of a Deployment, from the request to the answer through its Service, step by step as
/// docs/flows/create-a-deployment.md draws them: each with its revision, from the store's history.</summary>
/// <remarks>Three nodes: <c>book-2</c> is cordoned (filtered out), <c>book-1</c> is busy (scored lower), so the Pod
/// must be bound to <c>book</c>.</remarks>
public sealed class CreateDeploymentTests(ITestOutputHelper output)
{
    private const string Admin = "kubernetes-admin";
    private const string Controllers = "system:kube-controller-manager";
    private const string Scheduler = "system:kube-scheduler";
    private const string Kubelet = "system:node:book";
    private const string Proxy = "system:kube-proxy";
    private const string Pods = "/registry/pods/default/";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private static readonly RequestVerb[] Creates = [RequestVerb.Create];
    private static readonly RequestVerb[] Changes = [RequestVerb.Update, RequestVerb.Patch];

    [Fact]
    public async Task Pod_GoesThroughEveryStepInOrder()
    {
        var timeline = new Timeline();
        await using var cluster = await OrchestratorHost.StartAsync(new()
        {
            Listen = new(IPAddress.Loopback, 0),
            Nodes = 3,
            NodeName = "book",
            Audit = timeline,
        });
        timeline.Follow(cluster.Store);
        using var api = ApiHttp.Admin(cluster.KubeconfigPath);
        await PrepareAsync(api);
        await EveryoneWatchesAsync(timeline);
        var service = await api.GetAsync("/api/v1/namespaces/default/services/textbook");
        var url = $"http://{service.Json.GetProperty("spec").GetProperty("clusterIP").GetString()}:18081/";
        var before = cluster.Store.Current.Revision;
        var history = new History(cluster.Store, before);

        await RefusedUnlessAllowedAsync(api, cluster.KubeconfigPath, before, cluster);
        Assert.Equal(201, (await api.PostAsync(Deployments, Objects.Deployment)).Code);
        var answer = await AnswerAsync(url);

        var deployment = CheckDeployment(timeline, history, before);
        var set = CheckReplicaSet(timeline, history, deployment);
        var pod = CheckPod(timeline, history, set);
        var bound = CheckBinding(timeline, history, pod);
        var ready = CheckKubelet(timeline, history, bound);
        CheckEndpoints(timeline, history, ready);
        Assert.Equal($"Hello from {pod.Name} on book at {ready.Text("status", "podIP")}\n", answer);
    }

    private Stored CheckDeployment(Timeline timeline, History history, long before)
    {
        var stored = history.First("/registry/deployments/default/textbook", _ => true);
        var request = timeline.WriterOf(stored.Revision, before, Admin, Creates, "deployments");
        // Authenticated by certificate, authorized and admitted: or it would not have been answered with 201.
        Assert.True(request.Request.User.IsIn(UserIdentity.MastersGroup));
        Assert.True(request.Request.User.IsIn(UserIdentity.AuthenticatedGroup));
        Assert.Equal(201, request.Code);
        // Defaulted before it was stored.
        Assert.Equal("25%", stored.Text("spec", "strategy", "rollingUpdate", "maxSurge"));
        Tell(stored, "Deployment stored", request);
        return stored;
    }

    private Stored CheckReplicaSet(Timeline timeline, History history, Stored deployment)
    {
        var stored = history.First("/registry/replicasets/default/textbook-", _ => true);
        Assert.True(stored.IsOwnedBy(deployment));
        Assert.True(stored.Revision > deployment.Revision);
        Tell(stored, "ReplicaSet stored", timeline.WriterOf(
            stored.Revision, deployment.Revision, Controllers, Creates, "replicasets"));
        return stored;
    }

    private Stored CheckPod(Timeline timeline, History history, Stored set)
    {
        var stored = history.First(Pods + "textbook-", _ => true);
        Assert.True(stored.IsOwnedBy(set));
        Assert.True(stored.Revision > set.Revision);
        Assert.Null(stored.Text("spec", "nodeName"));
        Assert.Equal("Pending", stored.Text("status", "phase"));
        // Admission's marks.
        Assert.Equal("default", stored.Text("spec", "serviceAccountName"));
        Assert.Contains("node.kubernetes.io/not-ready", stored.Text("spec", "tolerations"));
        Tell(stored, "Pod stored", timeline.WriterOf(stored.Revision, set.Revision, Controllers, Creates, "pods"));
        return stored;
    }

    private Stored CheckBinding(Timeline timeline, History history, Stored pod)
    {
        var stored = history.First(pod.Key, write => write.Text("spec", "nodeName") is not null);
        Assert.Equal("book", stored.Text("spec", "nodeName"));
        Assert.True(stored.IsTrue("PodScheduled"));
        Assert.True(stored.Revision > pod.Revision);
        Tell(stored, "Pod bound", timeline.WriterOf(
            stored.Revision, pod.Revision, Scheduler, Creates, "pods", "binding"));
        return stored;
    }

    private Stored CheckKubelet(Timeline timeline, History history, Stored bound)
    {
        var running = history.First(bound.Key, write => write.Text("status", "phase") == "Running");
        Assert.True(running.Revision > bound.Revision);
        var status = running.Object.GetProperty("status");
        var id = status.GetProperty("containerStatuses")[0].GetProperty("containerID").GetString()!;
        Assert.StartsWith("process://", id);
        // The runtime's own mark on the program it started.
        Assert.Single(ProcessTable.WithVariable($"ORCHESTRATOR_CONTAINER_ID={id["process://".Length..]}", "echo"));
        Tell(running, "Pod runs", timeline.WriterOf(
            running.Revision, bound.Revision, Kubelet, Changes, "pods", "status"));

        var ready = history.First(bound.Key, write => write.IsTrue("Ready"));
        Assert.True(ready.Revision >= running.Revision);
        Tell(ready, "Pod ready", timeline.WriterOf(ready.Revision, bound.Revision, Kubelet, Changes, "pods", "status"));
        return ready;
    }

    private void CheckEndpoints(Timeline timeline, History history, Stored ready)
    {
        var address = ready.Text("status", "podIP")!;
        var stored = history.First("/registry/endpointslices/default/textbook-", write =>
            write.Object.GetProperty("endpoints").EnumerateArray().Any(endpoint =>
                endpoint.GetProperty("addresses")[0].GetString() == address
                && endpoint.GetProperty("conditions").GetProperty("ready").GetBoolean()
                && endpoint.GetProperty("targetRef").GetProperty("uid").GetString() == ready.Uid));
        Assert.True(stored.Revision > ready.Revision);
        Tell(stored, "EndpointSlice stored", timeline.WriterOf(
            stored.Revision, ready.Revision, Controllers, [.. Creates, .. Changes], "endpointslices"));
    }

    /// <summary>Nobody in particular, and one whose object is no good: neither comes as far as the store.</summary>
    private static async Task RefusedUnlessAllowedAsync(
        ApiHttp api, string kubeconfig, long before, OrchestratorHost cluster)
    {
        using var nobody = ApiHttp.With(kubeconfig, null);
        Assert.Equal(403, (await nobody.PostAsync(Deployments, Objects.Deployment)).Code);
        var selectsNothing = Objects.Deployment.Replace("\"matchLabels\"", "\"noLabels\"");
        Assert.Equal(422, (await api.PostAsync(Deployments, selectsNothing)).Code);
        Assert.Empty(cluster.Store.ChangesAfter(before, "/registry/deployments/"));
    }

    private static Task EveryoneWatchesAsync(Timeline timeline) => Eventually.Async(() =>
    {
        foreach (var resource in new[] { "deployments", "replicasets", "pods", "services", "endpointslices" })
            Assert.True(timeline.Watches(Controllers, resource), $"no controller watches {resource}");
        Assert.True(timeline.Watches(Scheduler, "pods"), "the scheduler watches no pods");
        Assert.True(timeline.Watches(Scheduler, "nodes"), "the scheduler watches no nodes");
        Assert.True(timeline.Watches(Kubelet, "pods", "spec.nodeName=book"), "the kubelet does not watch its pods");
        Assert.True(timeline.Watches(Proxy, "endpointslices"), "the proxy watches no endpointslices");
    });

    private static async Task PrepareAsync(ApiHttp api)
    {
        await Ready.DefaultServiceAccountAsync(api);
        await Eventually.Async(async () =>
        {
            foreach (var node in new[] { "book", "book-1", "book-2" })
                Assert.Contains("KubeletReady", (await api.GetAsync($"/api/v1/nodes/{node}")).Body);
        });
        var cordon = await api.SendAsync(
            "PATCH", "/api/v1/nodes/book-2", """{"spec":{"unschedulable":true}}""", "application/merge-patch+json");
        Assert.Equal(200, cordon.Code);
        Assert.Equal(201, (await api.PostAsync("/api/v1/namespaces/default/pods", Objects.Busy)).Code);
        Assert.Equal(201, (await api.PostAsync("/api/v1/namespaces/default/services", Objects.Service)).Code);
        await Eventually.Async(async () => Assert.Contains(
            "\"phase\":\"Running\"", (await api.GetAsync("/api/v1/namespaces/default/pods/busy")).Body));
    }

    private static async Task<string> AnswerAsync(string url)
    {
        var answer = "";
        using var http = new HttpClient();
        await Eventually.Async(async () =>
        {
            try
            {
                answer = await http.GetStringAsync(url);
            }
            catch (HttpRequestException refused)
            {
                throw new Xunit.Sdk.XunitException(refused.Message, refused);
            }
        });
        return answer;
    }

    private void Tell(Stored stored, string what, Asked request) =>
        output.WriteLine($"revision {stored.Revision}: {what} ({stored.Name}); {request}");
}
