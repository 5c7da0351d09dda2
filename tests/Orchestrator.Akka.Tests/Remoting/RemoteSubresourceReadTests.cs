using Orchestrator.Client;
using Orchestrator.Client.Tests.Suite;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class RemoteSubresourceReadTests(RemoteSubresourceReadTests.Server server)
    : SubresourceReadSuite, IClassFixture<RemoteSubresourceReadTests.Server>
{
    protected override IApiClient Api => server.Api.Remote;

    public sealed class Server : IAsyncLifetime
    {
        public RemoteApi Api { get; private set; } = null!;

        public async Task InitializeAsync() => Api = await RemoteApi.StartAsync();

        public async Task DisposeAsync() => await Api.DisposeAsync();
    }
}
