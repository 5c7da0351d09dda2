using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Authentication;

public class BootstrapTokenAuthenticatorTests
{
    private const string Token = "abcdef.0123456789abcdef";

    private static readonly BootstrapTokenSecret Good = new()
    {
        Token = BootstrapToken.Parse(Token)!,
        MayAuthenticate = true,
        ExtraGroups = BootstrapTokenSecret.NodeGroup,
    };

    private readonly SimulatedServer _server = new();

    [Fact]
    public void Holder_IsABootstrapperOfTheTokensGroups()
    {
        _server.Create(Good.ToSecret());

        var user = Authenticate(Token)!;

        Assert.Equal("system:bootstrap:abcdef", user.Name);
        Assert.Equal(
            ["system:bootstrappers", BootstrapTokenSecret.NodeGroup, "system:authenticated"], user.Groups);
    }

    [Theory]
    [InlineData("wrong secret", "abcdef.0123456789abcdeg")]
    [InlineData("unknown id", "abcdeg.0123456789abcdef")]
    [InlineData("malformed", "abcdef0123456789abcdef")]
    [InlineData("empty", "")]
    [InlineData("another form", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln")]
    public void WhatIsNoToken_IsNobody(string name, string token)
    {
        Assert.NotEmpty(name);
        _server.Create(Good.ToSecret());
        Assert.Null(Authenticate(token));
    }

    [Fact]
    public void DeletedToken_IsNobodyAtOnce()
    {
        var secret = _server.Create(Good.ToSecret());
        Assert.NotNull(Authenticate(Token));
        _server.Run(async api => { await api.DeleteAsync<Secret>(secret.Key); });
        Assert.Null(Authenticate(Token));
    }

    [Fact]
    public void SecretOfAnotherType_IsNoToken()
    {
        _server.Create(Good.ToSecret() with { Type = "Opaque" });
        Assert.Null(Authenticate(Token));
    }

    [Fact]
    public void ExpiredToken_IsRefusedWithTheReason()
    {
        var end = _server.System.Time.GetUtcNow().AddMinutes(1);
        _server.Create((Good with { Expiration = new Api.Values.Time(end).ToString() }).ToSecret());
        Assert.NotNull(Authenticate(Token));

        _server.System.RunFor(TimeSpan.FromMinutes(2));

        Assert.Contains("the bootstrap token abcdef expired at", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenWithoutTheUsage_IsRefusedWithTheReason()
    {
        _server.Create((Good with { MayAuthenticate = false }).ToSecret());
        Assert.Contains("usage-bootstrap-authentication is not true", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenThatWouldMakeAnAdministrator_IsRefusedWithTheReason()
    {
        _server.Create((Good with { ExtraGroups = "system:masters" }).ToSecret());
        Assert.Contains("bootstrap group \"system:masters\" is invalid", Refused().Message, StringComparison.Ordinal);
    }

    private UserIdentity? Authenticate(string token) =>
        _server.System.Run(() => _server.Core.BootstrapTokens.AuthenticateAsync(token, CancellationToken.None));

    private StatusException Refused()
    {
        var refused = Assert.Throws<StatusException>(() => Authenticate(Token));
        Assert.Equal(401, refused.Code);
        return refused;
    }
}
