using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class CreateVerbTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void NewObject_GetsIdentityDefaultsAndRevision()
    {
        var pod = _server.Create(Objects.Pod("a"));

        Assert.Equal(36, pod.Metadata.Uid!.Length);
        Assert.NotNull(pod.Metadata.CreationTimestamp);
        Assert.NotEqual("", pod.Metadata.ResourceVersion);
        Assert.Equal("Always", pod.Spec.RestartPolicy);
        Assert.Equal("Pending", pod.Status.Phase);
    }

    [Fact]
    public void NameTaken_IsAlreadyExists()
    {
        _server.Create(Objects.ConfigMap("a"));

        var refused = _server.Refused(async api => await api.CreateAsync(Objects.ConfigMap("a")));

        Assert.Equal(409, refused.Code);
        Assert.Equal("configmaps \"a\" already exists", refused.Message);
    }

    [Fact]
    public void GenerateName_AppendsFiveCharacters()
    {
        var value = Objects.ConfigMap("") with
        {
            Metadata = new ObjectMeta { GenerateName = "web-", Namespace = "default" },
        };

        var names = Enumerable.Range(0, 20).Select(_ => _server.Create(value).Metadata.Name!).ToList();

        Assert.All(names, name => Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2-9]{5}$", name));
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void NoName_IsInvalid()
    {
        var refused = _server.Refused(async api => await api.CreateAsync(
            Objects.ConfigMap("") with { Metadata = new ObjectMeta { Namespace = "default" } }));

        Assert.Equal(422, refused.Code);
        Assert.Contains("name or generateName is required", refused.Message);
    }

    [Fact]
    public void ResourceVersionSet_IsRefused()
    {
        var value = Objects.ConfigMap("a");
        var refused = _server.Refused(async api => await api.CreateAsync(
            value with { Metadata = value.Metadata with { ResourceVersion = "5" } }));

        Assert.Equal("resourceVersion should not be set on objects to be created", refused.Message);
    }

    [Fact]
    public void OtherNamespaceInBody_IsRefused()
    {
        var request = new ApiRequest(UserIdentity.ApiServer, RequestVerb.Create, Api.Kinds.ApiKinds.Of<ConfigMap>())
        {
            Namespace = "default",
            Body = new TypedBody(Objects.ConfigMap("a", ns: "kube-system")),
        };

        var refused = Assert.Throws<Api.Errors.StatusException>(() => _server.Execute(request));

        Assert.Equal(400, refused.Code);
        Assert.Contains("does not match the namespace sent on the request", refused.Message);
    }

    [Fact]
    public void MissingNamespace_IsNotFound()
    {
        var refused = _server.Refused(async api => await api.CreateAsync(Objects.ConfigMap("a", ns: "nowhere")));

        Assert.Equal("namespaces \"nowhere\" not found", refused.Message);
    }

    [Fact]
    public void TerminatingNamespace_IsForbidden()
    {
        _server.Create(Objects.Namespace("going"));
        _server.Run(async api => await api.DeleteAsync<Namespace>(new("", "going")));

        var refused = _server.Refused(async api => await api.CreateAsync(Objects.ConfigMap("a", ns: "going")));

        Assert.Equal(403, refused.Code);
        Assert.Equal(
            "configmaps \"a\" is forbidden: unable to create new content in namespace going because it is being terminated",
            refused.Message);
    }

    [Fact]
    public void DryRun_AnswersAndStoresNothing()
    {
        var created = _server.Run(api => api.CreateAsync(
            Api.Kinds.ApiKinds.Of<ConfigMap>(), Objects.ConfigMap("a"), new WriteOptions { DryRun = true }));

        Assert.NotNull(created.Metadata.Uid);
        Assert.False(_server.Exists<ConfigMap>("default", "a"));
    }
}
