using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class ClusterKubeconfigTests
{
    /// <summary>What a control plane writes; its certificate is <c>Q0VSVA==</c>, its key <c>S0VZ</c>.</summary>
    internal const string Admin = """
        apiVersion: v1
        kind: Config
        clusters:
        - name: orchestrator
          cluster:
            server: https://127.0.0.1:7001
            certificate-authority-data: Q0E=
        users:
        - name: kubernetes-admin
          user:
            client-certificate-data: Q0VSVA==
            client-key-data: S0VZ
        contexts:
        - name: kubernetes-admin@orchestrator
          context:
            cluster: orchestrator
            user: kubernetes-admin
        current-context: kubernetes-admin@orchestrator
        """;

    [Fact]
    public void Balancer_IsTheCurrentContext_EachControlPlaneHasOne()
    {
        var text = ClusterKubeconfig.Text(
            Admin, "127.0.0.1:6443", [("cp-1", "127.0.0.1:7001"), ("cp-2", "127.0.0.1:7002")]);

        Assert.Equal(
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: orchestrator
              cluster:
                server: https://127.0.0.1:6443
                certificate-authority-data: Q0E=
            - name: cp-1
              cluster:
                server: https://127.0.0.1:7001
                certificate-authority-data: Q0E=
            - name: cp-2
              cluster:
                server: https://127.0.0.1:7002
                certificate-authority-data: Q0E=
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: Q0VSVA==
                client-key-data: S0VZ
            contexts:
            - name: kubernetes-admin@orchestrator
              context:
                cluster: orchestrator
                user: kubernetes-admin
            - name: kubernetes-admin@cp-1
              context:
                cluster: cp-1
                user: kubernetes-admin
            - name: kubernetes-admin@cp-2
              context:
                cluster: cp-2
                user: kubernetes-admin
            current-context: kubernetes-admin@orchestrator

            """,
            text.ReplaceLineEndings("\n"));
    }
}
