namespace Orchestrator.EndToEnd.Tests.Flows;

/// <summary>What the textbook's cluster is given.</summary>
internal static class Objects
{
    public const string Deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"textbook"},"spec":{"replicas":1,
         "selector":{"matchLabels":{"app":"textbook"}},
         "template":{"metadata":{"labels":{"app":"textbook"}},"spec":{"terminationGracePeriodSeconds":2,"containers":[{
          "name":"echo","image":"orchestrator/echo","command":["orchestrator","echo","--port","8080"],
          "ports":[{"name":"http","containerPort":8080}],
          "env":[
           {"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}},
           {"name":"NODE_NAME","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}},
           {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
          "readinessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":1}}]}}}}
        """;

    public const string Service = """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"textbook"},"spec":{
         "selector":{"app":"textbook"},"ports":[{"name":"http","port":18081,"targetPort":"http"}]}}
        """;

    /// <summary>Takes much of one node without using it.</summary>
    public const string Busy = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"busy"},"spec":{"nodeName":"book-1",
         "terminationGracePeriodSeconds":1,"containers":[{"name":"main","image":"sleeper","command":["sleep","100000"],
         "resources":{"requests":{"cpu":"1","memory":"1Gi"}}}]}}
        """;
}
