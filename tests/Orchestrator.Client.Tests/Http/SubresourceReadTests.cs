using Orchestrator.Client.Tests.Suite;

namespace Orchestrator.Client.Tests.Http;

public static class SubresourceReadTests
{
    public sealed class OverHttps(ApiOverHttp server) : SubresourceReadSuite, IClassFixture<ApiOverHttp>
    {
        protected override IApiClient Api => server.Admin;
    }

    public sealed class InProcess(ApiOverHttp server) : SubresourceReadSuite, IClassFixture<ApiOverHttp>
    {
        protected override IApiClient Api => server.Direct;
    }
}
