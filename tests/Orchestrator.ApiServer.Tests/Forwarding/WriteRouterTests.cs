using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>Writes on a control plane that follows: carried out by the leader, answered as if here, never
/// twice.</summary>
public sealed class WriteRouterTests
{
    private readonly SimulatedPlanes _planes = new();

    [Fact]
    public void Create_IsCarriedOutByTheLeader_AndAnsweredWithTheObjectOfTheStore()
    {
        var made = _planes.Run(api => api.CreateAsync(Map("a")));

        Assert.Equal(SimulatedPlanes.LeaderAddress, Assert.Single(_planes.Wire.Sent).Address);
        var entry = _planes.Store.Current.Get("/registry/configmaps/default/a")!;
        Assert.Same(entry.Value.Object, made);
    }

    [Fact]
    public void GeneratedName_IsTheLeaders()
    {
        var made = _planes.Run(api => api.CreateAsync(
            new ConfigMap { Metadata = new() { GenerateName = "gen-", Namespace = "default" } }));

        Assert.StartsWith("gen-", made.Metadata.Name);
    }

    [Fact]
    public void UpdatePatchAndDelete_AnswerAsTheLeaderWould()
    {
        var made = _planes.Run(api => api.CreateAsync(Map("a")));
        var updated = _planes.Run(api => api.UpdateAsync(made with { Immutable = false }));
        var patched = (ConfigMap)_planes.Run(api => api.PatchAsync(
            ApiKinds.Of<ConfigMap>(), made.Key, Merge("""{"data":{"k":"v"}}""")));
        var gone = _planes.Run(api => api.DeleteAsync(ApiKinds.Of<ConfigMap>(), made.Key));

        Assert.False(updated.Immutable);
        Assert.Equal("v", patched.Data["k"]);
        Assert.Equal("v", ((ConfigMap)gone).Data["k"]);
        Assert.Null(_planes.Store.Current.Get("/registry/configmaps/default/a"));
        Assert.Equal(4, _planes.Wire.Sent.Count);
    }

    [Fact]
    public void DryRun_AnswersWhatWouldBe_NotWhatIsStored()
    {
        var made = _planes.Run(api => api.CreateAsync(Map("a")));

        var patched = (ConfigMap)_planes.Run(api => api.PatchAsync(
            ApiKinds.Of<ConfigMap>(), made.Key, Merge("""{"data":{"k":"v"}}"""), null, new() { DryRun = true }));

        Assert.Equal("v", patched.Data["k"]);
        Assert.True(((ConfigMap)_planes.Run(api => api.GetAsync(ApiKinds.Of<ConfigMap>(), made.Key))).Data.IsEmpty);
    }

    [Fact]
    public void Scale_AnswersWithAScale()
    {
        _planes.Run(api => api.CreateAsync(Objects.Deployment("d")));

        var answer = _planes.Run(api => api.PatchAsync(
            ApiKinds.Of<Orchestrator.Api.Apps.V1.Deployment>(), new("default", "d"),
            Merge("""{"spec":{"replicas":7}}"""), "scale"));

        Assert.Equal(7, Assert.IsType<Scale>(answer).Spec.Replicas);
    }

    [Fact]
    public void DeleteCollection_DeletesWhatItSelects_AndAnswersTheListOfIt()
    {
        foreach (var name in (string[])["a", "b", "c"])
            _planes.Run(api => api.CreateAsync(Map(name, ("app", name == "c" ? "other" : "mine"))));
        var request = new ApiRequest(
            UserIdentity.Of("admin", UserIdentity.MastersGroup), RequestVerb.DeleteCollection, ApiKinds.Of<ConfigMap>())
        {
            Namespace = "default",
            List = new() { Namespace = "default", LabelSelector = "app=mine" },
        };

        var result = _planes.System.Run(() => _planes.Follower.Pipeline.ExecuteAsync(request, CancellationToken.None));

        var list = Assert.IsType<ListResult>(result);
        Assert.Equal(["a", "b"], list.Items.Select(item => item.Value.Object.Metadata.Name));
        Assert.Equal(1, _planes.Store.Current.Count("/registry/configmaps/default/"));
    }

    [Fact]
    public void Refusal_IsTheLeadersOwn()
    {
        _planes.Run(api => api.CreateAsync(Map("a")));

        var refused = _planes.Refused(async api => await api.CreateAsync(Map("a")));

        Assert.True(refused.IsAlreadyExists);
        Assert.Equal("configmaps \"a\" already exists", refused.Message);
    }

    [Fact]
    public void UserWithoutTheRight_IsRefusedHere()
    {
        var nobody = _planes.Follower.ClientFor(UserIdentity.Of("nobody"));

        var refused = Assert.Throws<StatusException>(
            () => _planes.System.Run(async () => { await nobody.CreateAsync(Map("a")); }));

        Assert.Equal(403, refused.Code);
        Assert.Empty(_planes.Wire.Sent);
    }

    [Fact]
    public void LeaderThatIsGone_IsWaitedOut_AndTheWriteGoesToTheNext()
    {
        _planes.Wire.Before = (sent, _) =>
        {
            if (sent < 4)
                throw new LeaderUnreachableException("refused", mayHaveHappened: false);
            if (sent == 4)
                _planes.Followed.Post(new(2, false, "next:6443"));
            return sent == 4 ? throw new LeaderUnreachableException("refused", mayHaveHappened: false) : default;
        };

        _planes.Run(api => api.CreateAsync(Map("a")));

        Assert.Equal("next:6443", _planes.Wire.Sent[^1].Address);
        Assert.NotNull(_planes.Store.Current.Get("/registry/configmaps/default/a"));
    }

    [Fact]
    public void ThisOneComesToLead_AndTakesTheWriteItself()
    {
        _planes.Wire.Before = (sent, _) =>
        {
            _planes.Followed.Post(new(2, true, "follower:6443"));
            throw new LeaderUnreachableException("refused", mayHaveHappened: false);
        };

        _planes.Run(api => api.CreateAsync(Map("a")));

        Assert.Single(_planes.Wire.Sent);
        Assert.NotNull(_planes.Store.Current.Get("/registry/configmaps/default/a"));
    }

    [Fact]
    public void NobodyLeads_ForAllTheTime_Answers503WithATimeToComeBack()
    {
        _planes.Followed.Post(new(1, false, null));
        var began = _planes.System.Time.GetTimestamp();

        var refused = _planes.Refused(async api => await api.CreateAsync(Map("a")));

        Assert.Equal(503, refused.Code);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        var took = _planes.System.Time.GetElapsedTime(began);
        Assert.InRange(took.TotalSeconds, 9.9, 10.5);
        Assert.Empty(_planes.Wire.Sent);
    }

    [Theory]
    [InlineData("silent", 1, true)]
    [InlineData("left in order", 2, false)]
    public void NobodyLeads_WhoLedLastIsNamed_WhereItOnlyFellSilent(string what, long epoch, bool isNamed)
    {
        _planes.Followed.Post(new(epoch, false, null));

        var refused = _planes.Refused(async api => await api.CreateAsync(Map("a")));

        Assert.Contains("nobody leads the store at this moment", refused.Message);
        Assert.True(refused.Message.Contains(SimulatedPlanes.LeaderAddress) == isNamed, what);
        Assert.Empty(_planes.Wire.Sent);
    }

    [Fact]
    public void LostAnswer_IsToldAsPerhapsDone_AndNotSentAgain()
    {
        _planes.Wire.Before = (_, _) => throw new LeaderUnreachableException("reset", mayHaveHappened: true);

        var refused = _planes.Refused(async api => await api.CreateAsync(Map("a")));

        Assert.Equal(504, refused.Code);
        Assert.Equal(StatusReasons.Timeout, refused.Reason);
        Assert.Contains("may have happened", refused.Message);
        Assert.Single(_planes.Wire.Sent);
    }

    [Fact]
    public void SilentLeader_ThatIsFollowedByAnother_IsGivenUpWithinItsGrace()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _planes.Wire.Before = async (_, cancellation) =>
        {
            _planes.Followed.Post(new(2, false, "next:6443"));
            using var given = cancellation.Register(() => answer.TrySetCanceled(cancellation));
            await answer.Task;
        };
        var began = _planes.System.Time.GetTimestamp();

        var refused = _planes.Refused(async api => await api.CreateAsync(Map("a")));

        Assert.Equal(504, refused.Code);
        Assert.Equal(0.3, _planes.System.Time.GetElapsedTime(began).TotalSeconds, 0.05);
        Assert.Single(_planes.Wire.Sent);
    }

    [Fact]
    public void ForwardedRequest_GoesNoFurther_AndSaysWhoWasAsked()
    {
        var request = new ApiRequest(
            UserIdentity.Of("admin", UserIdentity.MastersGroup), RequestVerb.Create, ApiKinds.Of<ConfigMap>())
        {
            Namespace = "default",
            Body = new TypedBody(Map("a")),
            IsForwarded = true,
        };

        var refused = Assert.Throws<StatusException>(
            () => _planes.System.Run(() => _planes.Follower.Pipeline.ExecuteAsync(request, CancellationToken.None)));

        Assert.Equal(503, refused.Code);
        Assert.Contains("follower:6443", refused.Message);
        Assert.Contains(refused.Status.Details!.Causes, cause => cause.Type == Statuses.NotLeaderCause);
        Assert.Empty(_planes.Wire.Sent);
    }

    private static ConfigMap Map(string name, params ReadOnlySpan<(string, string)> labels) => new()
    {
        Metadata = new()
        {
            Name = name,
            Namespace = "default",
            Labels = Orchestrator.Api.Values.ValueMap.Of(labels),
        },
    };

    private static Patch Merge(string json) => new(PatchType.Merge, Encoding.UTF8.GetBytes(json));
}
