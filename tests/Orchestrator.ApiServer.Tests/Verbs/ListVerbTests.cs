using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Verbs;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class ListVerbTests
{
    private readonly SimulatedServer _server = new();

    private ObjectList List(ListQuery query) => _server.Run(api => api.ListAsync<ConfigMap>(query));

    [Fact]
    public void Limit_PagesThroughOneRevision()
    {
        for (var i = 0; i < 5; i++)
            _server.Create(Objects.ConfigMap($"c{i}"));

        var first = List(new ListQuery { Limit = 2 });
        _server.Create(Objects.ConfigMap("c0a"));
        _server.Run(async api => await api.DeleteAsync<ConfigMap>(new("default", "c4")));
        var second = List(new ListQuery { Limit = 2, Continue = first.Continue });
        var third = List(new ListQuery { Limit = 2, Continue = second.Continue });

        Assert.Equal(["c0", "c1"], first.Items.Select(i => i.Metadata.Name));
        Assert.Equal(["c2", "c3"], second.Items.Select(i => i.Metadata.Name));
        Assert.Equal(["c4"], third.Items.Select(i => i.Metadata.Name));
        Assert.Equal((3L, 1L, null), (first.RemainingItemCount!.Value, second.RemainingItemCount!.Value, third.RemainingItemCount));
        Assert.Equal(first.ResourceVersion, third.ResourceVersion);
        Assert.Null(third.Continue);
    }

    [Fact]
    public void Exact_ShowsThePast()
    {
        _server.Create(Objects.ConfigMap("a"));
        var then = _server.Create(Objects.ConfigMap("b")).Metadata.ResourceVersion;
        _server.Create(Objects.ConfigMap("c"));

        var list = List(new ListQuery { ResourceVersion = then, ResourceVersionMatch = "Exact" });

        Assert.Equal(["a", "b"], list.Items.Select(i => i.Metadata.Name));
        Assert.Equal(then, list.ResourceVersion);
        Assert.Equal(3, List(new ListQuery { ResourceVersion = then, ResourceVersionMatch = "NotOlderThan" }).Items.Count);
        Assert.Equal(3, List(new ListQuery { ResourceVersion = "0" }).Items.Count);
    }

    [Fact]
    public void FutureRevision_IsTooLarge()
    {
        var refused = _server.Refused(async api => await api.ListAsync<ConfigMap>(new ListQuery { ResourceVersion = "99999" }));

        Assert.Equal(504, refused.Code);
        Assert.StartsWith("Timeout: Too large resource version: 99999", refused.Message);
        Assert.Equal(1, refused.Status.Details!.RetryAfterSeconds);
    }

    public static TheoryData<string, ListQuery, int> Contradictions => new()
    {
        { "match without version", new ListQuery { ResourceVersionMatch = "Exact" }, 422 },
        { "exact zero", new ListQuery { ResourceVersion = "0", ResourceVersionMatch = "Exact" }, 422 },
        { "unknown match", new ListQuery { ResourceVersion = "1", ResourceVersionMatch = "Newer" }, 422 },
        { "version that is no number", new ListQuery { ResourceVersion = "x" }, 400 },
        { "token that is none", new ListQuery { Continue = "hello" }, 400 },
        { "token and version", new ListQuery { Continue = new ContinueToken(1, 1, "a").Encode(), ResourceVersion = "1" }, 400 },
        { "selector that cannot be read", new ListQuery { LabelSelector = "a in b" }, 400 },
        { "field that is not selectable", new ListQuery { FieldSelector = "spec.x=1" }, 400 },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradiction_IsRefused(string name, ListQuery query, int code)
    {
        Assert.NotEmpty(name);
        Assert.Equal(code, _server.Refused(async api => await api.ListAsync<ConfigMap>(query)).Code);
    }

    [Fact]
    public void FieldSelector_PicksByNode()
    {
        _server.Create(Objects.Pod("a", node: "n1"));
        _server.Create(Objects.Pod("b", node: "n2"));
        _server.Create(Objects.Pod("c"));

        var list = _server.Run(api => api.ListAsync<Pod>(new ListQuery { FieldSelector = "spec.nodeName=n2" }));

        Assert.Equal("b", Assert.Single(list.Items).Metadata.Name);
    }

    [Fact]
    public void NameSelector_FindsOneAmongPrefixes()
    {
        _server.Create(Objects.ConfigMap("a"));
        _server.Create(Objects.ConfigMap("ab"));

        var list = List(new ListQuery { Namespace = "default", FieldSelector = "metadata.name=a" });

        Assert.Equal("a", Assert.Single(list.Items).Metadata.Name);
    }

    [Fact]
    public void Token_RoundTrips()
    {
        var token = new ContinueToken(42, -1, "ns/na:me");
        Assert.Equal(token, ContinueToken.Decode(token.Encode()));
        Assert.Throws<StatusException>(() => ContinueToken.Decode("!"));
    }
}
