using Akka.TestKit.Xunit2;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>What a member asks of one that is older than the question.</summary>
public sealed class OldPeerTests() : TestKit(RemoteApiConfig.Hocon.PrependedBy(
    "akka { loglevel = OFF, stdout-loglevel = OFF }"))
{
    /// <summary>A verb that it does not know, which it refuses, and not a Get: that it would answer with the whole
    /// object.</summary>
    [Fact]
    public async Task ReadOfASubresource_IsAVerbOfItsOwn_AndARefusalIsTold()
    {
        var api = new RemoteApiClient(Sys, TestActor, RemoteApi.AdminUser, RemoteApi.Quick);

        var asking = api.GetScaleAsync<Deployment>(new("default", "web")).AsTask();

        var open = await ExpectMsgAsync<OpenCall>();
        var header = CallHeaderCodec.Read(open.Header.Span);
        Assert.Equal((RemoteVerb.GetSubresource, "scale"), (header.Verb, header.Subresource));
        Assert.True(header.IsRead);
        var refusal = Statuses.BadRequest("the call cannot be read: the verb 11 is not known");
        LastSender.Tell(new CallRefused(refusal.Status), TestActor);
        Assert.Equal(400, (await Assert.ThrowsAsync<StatusException>(() => asking)).Code);
    }
}
