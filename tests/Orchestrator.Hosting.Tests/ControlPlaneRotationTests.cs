using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Actors.Threaded;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>A control plane's own certificates over more than one life.</summary>
public sealed class ControlPlaneRotationTests : IAsyncLifetime
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(100);

    private readonly string _directory = Directory.CreateTempSubdirectory("rotation-").FullName;
    private readonly ManualTime _time = new();
    private readonly ThreadedActorSystem _system;
    private readonly ClusterCertificates _certificates;
    private readonly ControlPlaneRotation _rotation;

    public ControlPlaneRotationTests()
    {
        _system = new ThreadedActorSystem(new() { Time = _time });
        _certificates = ClusterCertificates.LoadOrCreate(Path.Combine(_directory, "pki"), [], _time, Life);
        AdminKubeconfig.Write(Kubeconfig, _certificates, "https://127.0.0.1:6443");
        _rotation = new ControlPlaneRotation(_system, Kubeconfig, NullLogger.Instance);
    }

    private string Kubeconfig => Path.Combine(_directory, "admin.kubeconfig");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        _certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Renewal_ComesAtSeventyToNinetyPercentOfTheLife_EachTime()
    {
        var issued = new List<DateTimeOffset> { _time.GetUtcNow() };
        _certificates.Serving.Renewed += () => issued.Add(_time.GetUtcNow());
        _rotation.Start(_certificates.Serving);

        await _time.AdvanceWithActorsAsync(2 * Life);

        Assert.Equal(3, issued.Count);
        foreach (var (earlier, later) in issued.Zip(issued.Skip(1)))
            Assert.InRange(later - earlier, 0.7 * Life, 0.91 * Life);
        Assert.True(_certificates.Server.NotAfter.ToUniversalTime() > _time.GetUtcNow());
    }

    [Fact]
    public async Task Administrators_IsPutIntoTheKubeconfig()
    {
        var first = _certificates.Admin;
        _rotation.StartAdmin(_certificates.AdminClient);

        await _time.AdvanceWithActorsAsync(0.95 * Life);

        Assert.NotEqual(first.Thumbprint, _certificates.Admin.Thumbprint);
        Assert.Equal(
            AdminKubeconfig.Text(_certificates, "https://127.0.0.1:6443"), await File.ReadAllTextAsync(Kubeconfig));
    }

    [Fact]
    public async Task KubeconfigThatCouldNotBeWritten_HoldsTheOneAfter()
    {
        _rotation.StartAdmin(_certificates.AdminClient);
        // A directory in the way of the temporary file.
        Directory.CreateDirectory(Kubeconfig + ".new");
        await _time.AdvanceWithActorsAsync(0.95 * Life);
        var missed = _certificates.Admin;
        Directory.Delete(Kubeconfig + ".new");

        await _time.AdvanceWithActorsAsync(0.95 * Life);

        Assert.NotEqual(missed.Thumbprint, _certificates.Admin.Thumbprint);
        Assert.Equal(
            AdminKubeconfig.Text(_certificates, "https://127.0.0.1:6443"), await File.ReadAllTextAsync(Kubeconfig));
    }

    [Fact]
    public async Task FoundAtAStart_BeyondItsShare_IsRenewedAtOnce()
    {
        _time.Advance(0.89 * Life);
        using var found = ClusterCertificates.LoadOrCreate(Path.Combine(_directory, "pki"), [], _time, Life);
        Assert.Equal(_certificates.Server.Thumbprint, found.Server.Thumbprint);
        _rotation.Start(found.Serving);

        await _time.AdvanceWithActorsAsync(0.05 * Life);

        Assert.NotEqual(_certificates.Server.Thumbprint, found.Server.Thumbprint);
    }
}
