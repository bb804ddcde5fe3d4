/**
 * Debezium's engine with its outbox event router, which sends what it reads to Kafka: the peer of our relay. `start` and `stop` come as lines on
 * the standard input; the machine stays warm in between. A batch is done when Kafka has acknowledged all of it, as in Debezium Server.
 */
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

public class DebeziumRelay {
    private static KafkaProducer<byte[], byte[]> producer;

    public static void main(String[] args) throws Exception {
        Properties settings = read(args[0]);
        producer = new KafkaProducer<>(read(args[1]), new ByteArraySerializer(), new ByteArraySerializer());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine = null;
        Thread running = null;
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("start")) {
                engine = DebeziumEngine.create(Connect.class).using(settings).notifying(DebeziumRelay::send).build();
                running = new Thread(engine);
                running.start();
            } else {
                engine.close();
                running.join();
                System.out.println("stopped");
            }
        }
        System.exit(0);
    }

    private static Properties read(String file) throws Exception {
        Properties properties = new Properties();
        try (FileInputStream in = new FileInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void send(
            List<ChangeEvent<SourceRecord, SourceRecord>> events,
            DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
            SourceRecord record = event.value();
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(record.topic(), bytes(record.key()), bytes(record.value()));
            for (Header header : record.headers()) message.headers().add(header.key(), bytes(header.value()));
            sent.add(producer.send(message));
        }
        try {
            for (Future<RecordMetadata> one : sent) one.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        for (ChangeEvent<SourceRecord, SourceRecord> event : events) committer.markProcessed(event);
        committer.markBatchFinished();
    }

    private static byte[] bytes(Object value) {
        return value == null ? null : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }
}
