namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Manifests that several tests apply.</summary>
public static class Manifests
{
    /// <summary>A Deployment of the echo server, quick to start and to stop.</summary>
    public static string Echo(string name, int replicas, int port = 8080, string extra = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          labels: { app: {{name}} }
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata:
              labels: { app: {{name}} }
            spec:
              containers:
                - name: echo
                  image: orchestrator/echo
                  command: ["orchestrator", "echo", "--port", "{{port}}"]
                  ports: [{ name: http, containerPort: {{port}} }]
                  env:
                    - name: POD_NAME
                      valueFrom: { fieldRef: { fieldPath: metadata.name } }
                    - name: NODE_NAME
                      valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
                    - name: POD_IP
                      valueFrom: { fieldRef: { fieldPath: status.podIP } }
                  readinessProbe:
                    httpGet: { path: /, port: http }
                    periodSeconds: 1
        {{extra}}
        """;

    public static string Service(string name, int port, string app) => $$"""
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}} }
        spec:
          selector: { app: {{app}} }
          ports: [{ name: http, port: {{port}}, targetPort: http }]
        """;

    /// <summary>A Pod that sleeps until it is told to stop.</summary>
    public static string Sleeper(string name, string labels = "{ app: sleeper }") => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          labels: {{labels}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: main
              image: sleeper
              command: ["sleep", "100000"]
        """;
}
