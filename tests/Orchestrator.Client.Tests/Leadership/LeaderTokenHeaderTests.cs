namespace Orchestrator.Client.Tests.Leadership;

public class LeaderTokenHeaderTests
{
    [Theory]
    [InlineData("host_0b2d5c1e", "lease=kube-system/kube-scheduler; uid=u-1; transitions=3; holder=host_0b2d5c1e")]
    [InlineData("a;b=c/d é", "lease=kube-system/kube-scheduler; uid=u-1; transitions=3; holder=a%3Bb%3Dc%2Fd%20%C3%A9")]
    public void Token_TravelsUnchanged(string holder, string text)
    {
        var token = new LeaderToken(new("kube-system", "kube-scheduler"), "u-1", holder, 3);

        Assert.Equal(text, LeaderTokenHeader.Format(token));
        Assert.True(LeaderTokenHeader.TryParse(text, out var parsed));
        Assert.Equal(token, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lease=a/b; uid=u; transitions=1")]
    [InlineData("lease=a; uid=u; transitions=1; holder=h")]
    [InlineData("lease=a/b/c; uid=u; transitions=1; holder=h")]
    [InlineData("lease=/b; uid=u; transitions=1; holder=h")]
    [InlineData("lease=a/b; uid=; transitions=1; holder=h")]
    [InlineData("lease=a/b; uid=u; transitions=-1; holder=h")]
    [InlineData("lease=a/b; uid=u; transitions=99999999999; holder=h")]
    [InlineData("lease=a/b; uid=u; transitions=1; holder=")]
    [InlineData("uid=u; lease=a/b; transitions=1; holder=h")]
    [InlineData("lease=a/b; uid=u; transitions=1; holder=h; more=x")]
    public void AnythingElse_IsNone(string text) => Assert.False(LeaderTokenHeader.TryParse(text, out _));
}
