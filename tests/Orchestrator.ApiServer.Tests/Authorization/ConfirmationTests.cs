using Orchestrator.Actors.Simulated;
using Orchestrator.Api;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Policy.V1;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Tests.Forwarding;
using Orchestrator.Client;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.ApiServer.Tests.Authorization;

/// <summary>Two control planes on one journal; the one that follows is told of nothing, and finds rows late by
/// itself.</summary>
public sealed class ConfirmationTests
{
    private const string Token = "abcdef.0123456789abcdef";

    private static readonly BootstrapTokenSecret Good = new()
    {
        Token = BootstrapToken.Parse(Token)!,
        MayAuthenticate = true,
        ExtraGroups = BootstrapTokenSecret.NodeGroup,
    };

    private readonly SimulatedActorSystem _system = new(1);
    private readonly SimulatedDisk _disk;
    private readonly IJournal _journal;
    private readonly ApiServerCore _leader;
    private readonly ApiServerCore _follower;
    private readonly StoreHost _followed;
    private readonly Wire _wire;

    public ConfirmationTests()
    {
        _disk = new SimulatedDisk(_system.Fork("disk"), _system.Time, new DiskFaults { LostNotice = 1 });
        (_leader, var led) = Start("leader", _disk.Open());
        _journal = _disk.Open();
        _wire = new Wire(() => _leader, () => led.Current);
        (_follower, _followed) = Start("follower", _journal, new ForwardingPorts(_wire));
        Write(
            async api => await api.CreateAsync(new Secret { Metadata = new() { Name = "s", Namespace = "default" } }));
        _system.RunFor(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void PodBoundThroughTheLeader_ItsNodeReadsItsSecretFromAFollowerAtOnce()
    {
        Bind();
        Assert.False(Shows("/registry/pods/default/p"));

        var secret = _system.Run(() => Node(_follower).GetAsync<Secret>(new("default", "s")));

        Assert.Equal("s", secret.Metadata.Name);
    }

    [Fact]
    public void NodeWithoutSuchAPod_IsRefusedAllTheSame()
    {
        var refused = Assert.Throws<StatusException>(() => _system.Run(
            async () => { await Node(_follower).GetAsync<Secret>(new("default", "s")); }));

        Assert.Equal(403, refused.Code);
        Assert.EndsWith("no relationship found between node 'n1' and this object", refused.Message);
    }

    [Fact]
    public void PodBoundThroughTheLeader_WhatItsNodeMayWriteForIt_IsSentOnByAFollower_AndTheLeaderAnswers()
    {
        Bind();
        Assert.False(Shows("/registry/pods/default/p"));

        var refused = Assert.Throws<StatusException>(() => _system.Run(() => AskForTokenAsync("n1")));

        // Nobody serves tokens yet: that is for the leader to say.
        Assert.Equal((404, 1), (refused.Code, _wire.Sent.Count));
    }

    [Fact]
    public void NodeWithoutSuchAPod_IsRefusedItsWriteAllTheSame_AndNothingIsSent()
    {
        Bind();

        var refused = Assert.Throws<StatusException>(() => _system.Run(() => AskForTokenAsync("n2")));

        Assert.Equal((403, 0), (refused.Code, _wire.Sent.Count));
        Assert.EndsWith("no relationship found between node 'n2' and this object", refused.Message);
    }

    [Theory]
    [InlineData("n1", null)]
    [InlineData("n2", "node n2 can only evict pods with spec.nodeName set to itself")]
    public void PodBoundThroughTheLeader_ItsEvictionThroughAFollower_IsJudgedByTheLeader(string node, string? refusal)
    {
        Bind();
        var eviction = new Eviction { Metadata = new() { Name = "p", Namespace = "default" } };
        var evict = () => _system.Run(() => _follower.ClientFor(UserIdentity.Node(node)).PostAsync(
            ApiKinds.Of<Pod>(), new("default", "p"), "eviction", eviction));

        Assert.False(Shows("/registry/pods/default/p"));
        if (refusal is null)
            evict();
        else
            Assert.EndsWith(refusal, Assert.Throws<StatusException>(evict).Message);

        Assert.Single(_wire.Sent);
    }

    [Fact]
    public void QuestionWhetherANodeMay_IsAnsweredByWhatIsGrantedByNow()
    {
        Bind();

        var review = _system.Run(() => Admin(_follower).CreateAsync(new SubjectAccessReview
        {
            Spec = new()
            {
                User = "system:node:n1",
                Groups = ["system:nodes", "system:authenticated"],
                ResourceAttributes = new() { Verb = "get", Resource = "secrets", Namespace = "default", Name = "s" },
            },
        }));

        Assert.True(review.Status.Allowed);
    }

    [Fact]
    public void TokenMadeThroughTheLeader_IsKnownToAFollowerAtOnce()
    {
        Write(async api => await api.CreateAsync(Good.ToSecret()));
        Assert.False(Shows("/registry/secrets/kube-system/bootstrap-token-abcdef"));

        Assert.Equal("system:bootstrap:abcdef", Authenticate()!.Name);
    }

    [Fact]
    public void TokenProlongedThroughTheLeader_IsGoodAtAFollowerAtOnce()
    {
        var expired = new Api.Values.Time(_system.Time.GetUtcNow().AddSeconds(-1)).ToString();
        Write(async api => await api.CreateAsync((Good with { Expiration = expired }).ToSecret()));
        _system.RunFor(TimeSpan.FromSeconds(2));
        Assert.Contains("expired", Assert.Throws<StatusException>(Authenticate).Message);

        Write(async api => await api.UpdateAsync(Good.ToSecret()));

        Assert.NotNull(Authenticate());
    }

    [Fact]
    public void TokenThatNobodyMade_IsNobodys() => Assert.Null(Authenticate());

    [Fact]
    public void JournalDoesNotAnswer_NobodyIsToldNo_ButThatItIsNotKnown()
    {
        Bind();
        _disk.Cut(_journal, true);

        var refused = Assert.Throws<StatusException>(() => _system.Run(
            async () => { await Node(_follower).GetAsync<Secret>(new("default", "s")); }));

        Assert.Equal(503, refused.Code);
        Assert.Contains("whether it shows enough is not known", refused.Message);
    }

    [Fact]
    public void RefusalThatHangsOnNothingStored_IsGivenWithoutAQuestion()
    {
        _disk.Cut(_journal, true);
        var nobody = _follower.ClientFor(UserIdentity.Of("nobody"));

        var refused = Assert.Throws<StatusException>(() => _system.Run(
            async () => { await nobody.CreateAsync(Objects.ConfigMap("a")); }));

        Assert.Equal(403, refused.Code);
    }

    [Fact]
    public void TooManyRefusals_DoNotWait_AndKeepNobodyElseOut()
    {
        _disk.Cut(_journal, true);
        var confirmation = new Confirmation(_followed);
        var waiting = new List<Task>();
        _system.Run(() =>
        {
            for (var i = 0; i < 1024; i++)
                waiting.Add(confirmation.CatchUpAsync(CancellationToken.None).AsTask());
            return default;
        });

        var refused = Assert.Throws<StatusException>(
            () => _system.Run(() => confirmation.CatchUpAsync(CancellationToken.None)));
        Assert.Equal(429, refused.Code);

        _disk.Cut(_journal, false);
        _system.RunFor(TimeSpan.FromSeconds(5));
        Assert.All(waiting, one => Assert.True(one.IsCompletedSuccessfully));
        _system.Run(() => confirmation.CatchUpAsync(CancellationToken.None));
    }

    private void Bind() => Write(async api => await api.CreateAsync(new Pod
    {
        Metadata = new ObjectMeta { Name = "p", Namespace = "default" },
        Spec = new PodSpec
        {
            NodeName = "n1",
            ServiceAccountName = "sa",
            Containers = [new Container { Name = "c", Image = "i" }],
            Volumes = [new Volume { Name = "v", Secret = new() { SecretName = "s" } }],
        },
    }));

    /// <summary>As a kubelet does for a Pod's projected volume.</summary>
    private ValueTask<ApiResult> AskForTokenAsync(string node) => _follower.Pipeline.ExecuteAsync(
        new ApiRequest(UserIdentity.Node(node), RequestVerb.Create, ApiKinds.Of<ServiceAccount>())
        {
            Namespace = "default",
            Name = "sa",
            Subresource = "token",
        },
        CancellationToken.None);

    private void Write(Func<IApiClient, ValueTask> code) => _system.Run(() => code(Admin(_leader)));

    private bool Shows(string key) => _followed.Current.Get(key) is not null;

    private UserIdentity? Authenticate() =>
        _system.Run(() => _follower.BootstrapTokens.AuthenticateAsync(Token, CancellationToken.None));

    private static IApiClient Admin(ApiServerCore core) =>
        core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));

    private static IApiClient Node(ApiServerCore core) => core.ClientFor(UserIdentity.Node("n1"));

    private (ApiServerCore Core, StoreHost Store) Start(
        string name, IJournal journal, ForwardingPorts? forwarding = null)
    {
        var store = StoreHost.Start(
            (_, factory, actor) => _system.Spawn($"store-{name}", factory, actor), journal, new KindObjectCodec(),
            new StoreOptions { Follow = true, Advertise = $"{name}:6443" });
        var core = _system.Run(async () =>
        {
            await store.ReadyAsync();
            return await ApiServerCore.StartAsync(
                new ApiServerPorts(_system, store, new SimulatedServer.FakeNodes())
                {
                    TreeName = name,
                    Forwarding = forwarding,
                });
        });
        return (core, store);
    }
}
