using Orchestrator.Actors.Threaded;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Hosting.Joining;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests.Joining;

public sealed class CertificateRotationTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly ThreadedActorSystem _system;
    private readonly List<string> _failures = [];
    private DateTimeOffset _due;
    private int _renewals;
    private bool _refuses;

    public CertificateRotationTests()
    {
        _system = new ThreadedActorSystem(new() { Time = _time });
        _due = _time.GetUtcNow() + TimeSpan.FromDays(10);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.DisposeAsync().AsTask();

    [Fact]
    public async Task Renewal_BeginsWhenItIsDue_AndAgainAfterTheNextLife()
    {
        Start();
        await _time.AdvanceWithActorsAsync(TimeSpan.FromDays(10) - TimeSpan.FromHours(1));
        Assert.Equal(0, _renewals);

        await _time.AdvanceWithActorsAsync(TimeSpan.FromHours(2));
        Assert.Equal(1, _renewals);
        await _time.AdvanceWithActorsAsync(TimeSpan.FromDays(9));
        Assert.Equal(1, _renewals);
        await _time.AdvanceWithActorsAsync(TimeSpan.FromDays(2));

        Assert.Equal(2, _renewals);
    }

    [Fact]
    public async Task RenewalThatFails_IsTriedAgain_MoreAndMoreRarely()
    {
        Start();
        _refuses = true;
        await _time.AdvanceWithActorsAsync(TimeSpan.FromDays(10) + TimeSpan.FromHours(1));

        // Five seconds, doubled to five minutes, with up to half as much again: an hour takes eight to twenty of them.
        Assert.InRange(_renewals, 10, 24);
        Assert.All(_failures, failure => Assert.Equal("nobody answers", failure));
        _refuses = false;
        await _time.AdvanceWithActorsAsync(TimeSpan.FromMinutes(10));
        var renewed = _renewals;
        await _time.AdvanceWithActorsAsync(TimeSpan.FromDays(5));

        Assert.Equal(renewed, _renewals);
    }

    [Theory]
    [InlineData(0.0, 70)]
    [InlineData(0.5, 80)]
    [InlineData(1.0, 90)]
    public void RenewalOf_IsAtSeventyToNinetyPercentOfTheLife(double share, int percent)
    {
        var now = DateTimeOffset.UtcNow;
        using var authority = CertificateIssuer.Authority("kubernetes", now, TimeSpan.FromDays(1000));
        using var certificate = CertificateIssuer.Client(authority, "system:node:n", [], now, TimeSpan.FromHours(99));

        // It begins an hour before it was made.
        var expected = now - TimeSpan.FromHours(1) + TimeSpan.FromHours(percent);

        Assert.InRange(CertificateLife.RenewalOf(certificate, null, share),
            expected - TimeSpan.FromSeconds(2), expected + TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(0.0, 70)]
    [InlineData(1.0, 90)]
    public void RenewalOf_AShortLife_CountsFromItsIssue(double share, int percent)
    {
        var now = DateTimeOffset.UtcNow;
        using var authority = CertificateIssuer.Authority("kubernetes", now, TimeSpan.FromDays(1000));
        // It began an hour before it was made: counted from there it would be due before it was taken up.
        using var certificate = CertificateIssuer.Client(authority, "system:node:n", [], now, TimeSpan.FromSeconds(100));

        Assert.InRange(CertificateLife.RenewalOf(certificate, now, share),
            now + TimeSpan.FromSeconds(percent - 2), now + TimeSpan.FromSeconds(percent + 2));
    }

    private void Start() => _system.Spawn("rotation", () => new CertificateRotation(
        () => _due, RenewAsync, error => _failures.Add(error.Message)));

    private Task RenewAsync(CancellationToken cancellation)
    {
        _renewals++;
        if (_refuses)
            throw new IOException("nobody answers");
        _due = _time.GetUtcNow() + TimeSpan.FromDays(10);
        return Task.CompletedTask;
    }
}
