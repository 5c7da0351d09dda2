using Orchestrator.Api.Bootstrap;

namespace Orchestrator.Api.Tests.Bootstrap;

public class BootstrapTokenSecretTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    private static readonly BootstrapTokenSecret Sample = new()
    {
        Token = BootstrapToken.Parse("abcdef.0123456789abcdef")!,
        Expiration = "1970-01-02T01:00:00Z",
        Description = "for a test",
        MayAuthenticate = true,
        MaySign = true,
        ExtraGroups = BootstrapTokenSecret.NodeGroup,
    };

    [Fact]
    public void ToSecret_ThenRead_GivesTheSame()
    {
        Assert.Equal(Sample, BootstrapTokenSecret.Read(Sample.ToSecret()));
        Assert.Empty(Samples.Errors(Sample.ToSecret()));
    }

    [Fact]
    public void Read_WhatIsNotInItsPlace_IsNoToken()
    {
        var secret = Sample.ToSecret();
        Assert.Null(BootstrapTokenSecret.Read(secret with { Type = "Opaque" }));
        Assert.Null(BootstrapTokenSecret.Read(secret with { Metadata = secret.Metadata with { Namespace = "default" } }));
        Assert.Null(BootstrapTokenSecret.Read(secret with { Metadata = secret.Metadata with { Name = "bootstrap-token-zzzzzz" } }));
        Assert.Null(BootstrapTokenSecret.Read(secret with { Data = secret.Data.Without("token-id") }));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("1970-01-02T00:00:00Z", 0)]
    [InlineData("1970-01-02T00:00:30Z", 30)]
    [InlineData("1970-01-02T01:00:30+01:00", 30)]
    [InlineData("tomorrow", 0)]
    public void TimeLeft_EndsWithTheExpiration(string expiration, int? seconds) => Assert.Equal(
        seconds is { } left ? TimeSpan.FromSeconds(left) : null,
        (Sample with { Expiration = expiration }).TimeLeft(Now));

    [Theory]
    [InlineData("", "system:bootstrappers")]
    [InlineData("system:bootstrappers:b,system:bootstrappers:a:x-1", "system:bootstrappers,system:bootstrappers:a:x-1,system:bootstrappers:b")]
    [InlineData("system:masters", "")]
    [InlineData("system:bootstrappers:", "")]
    [InlineData("system:bootstrappers:a-", "")]
    [InlineData("system:bootstrappers:A", "")]
    [InlineData("system:bootstrappers:a,", "")]
    public void Groups_AreBootstrappersOnly(string extra, string expected)
    {
        var groups = (Sample with { ExtraGroups = extra }).Groups(out var fault);
        Assert.Equal(expected, string.Join(',', groups));
        Assert.Equal(expected.Length == 0, fault is not null);
    }

    [Theory]
    [InlineData("abcdef.0123456789abcdef", true)]
    [InlineData("abcde.0123456789abcdeff", false)]
    [InlineData("ABCDEF.0123456789abcdef", false)]
    [InlineData("abcdef.0123456789abcde\n", false)]
    [InlineData("", false)]
    public void Token_HasOneForm(string text, bool valid) => Assert.Equal(valid, BootstrapToken.Parse(text) is not null);
}
