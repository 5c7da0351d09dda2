using Akka.Configuration;

namespace Orchestrator.Akka.Tests.Remoting;

internal static class Configs
{
    extension(Config config)
    {
        /// <summary>The same with other lines that come first.</summary>
        public Config PrependedBy(string hocon) =>
            hocon.Length == 0 ? config : ConfigurationFactory.ParseString(hocon).WithFallback(config);
    }
}
