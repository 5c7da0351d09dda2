namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A Deployment of echo servers behind a Service.</summary>
internal static class Manifest
{
    public static string Echo(string name, int replicas, int port) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          namespace: default
        spec:
          replicas: {{replicas}}
          selector: {matchLabels: {app: {{name}} } }
          template:
            metadata: {labels: {app: {{name}} } }
            spec:
              tolerations:
              - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 5}
              - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 5}
              containers:
              - name: echo
                image: echo
                command: [orchestrator, echo, --port, "8080"]
                readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {{name}}
          namespace: default
        spec:
          selector: {app: {{name}} }
          ports: [{port: {{port}}, targetPort: 8080}]
        """;
}
